/** A notebook as a file (nbformat 4.5): what is wrong with it, its outputs in one form, how two of them differ, and how it is written. */

const text = (lines) => (Array.isArray(lines) ? lines.join('') : lines);
const isTable = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === 'string' || (Array.isArray(value) && value.every((line) => typeof line === 'string'));

export const sourceOf = (cell) => text(cell.source);

const outputKeys = {
  execute_result: ['output_type', 'execution_count', 'data', 'metadata'], display_data: ['output_type', 'data', 'metadata'],
  stream: ['output_type', 'name', 'text'], error: ['output_type', 'ename', 'evalue', 'traceback'],
};

/** Everything in which this is not a notebook of format 4.5, in words. */
export function formatFaults(notebook) {
  const faults = [];
  if (!isTable(notebook)) return ['the file holds no notebook'];
  if (notebook.nbformat !== 4 || notebook.nbformat_minor !== 5) faults.push('nbformat is not 4.5');
  for (const key of Object.keys(notebook)) if (!['cells', 'metadata', 'nbformat', 'nbformat_minor'].includes(key)) faults.push(`${key} is no key of a notebook`);
  if (!isTable(notebook.metadata) || notebook.metadata.kernelspec?.language !== 'typescript') faults.push('metadata.kernelspec names no kernel of TypeScript');
  if (!Array.isArray(notebook.cells)) return [...faults, 'cells is no list'];
  const seen = new Set();
  notebook.cells.forEach((cell, i) => {
    const say = (what) => faults.push(`cell ${i + 1}: ${what}`);
    if (!isTable(cell)) return say('is no table');
    if (typeof cell.id !== 'string' || !/^[a-zA-Z0-9-_]{1,64}$/.test(cell.id)) say('its id is not 1 to 64 letters, digits and dashes');
    if (seen.has(cell.id)) say(`another cell has the id ${cell.id} too`);
    seen.add(cell.id);
    if (!isTable(cell.metadata)) say('has no metadata');
    if (!isText(cell.source)) say('its source is no text');
    const keys = { markdown: ['attachments'], raw: ['attachments'], code: ['execution_count', 'outputs'] }[cell.cell_type];
    if (keys === undefined) return say(`${cell.cell_type} is no type of cell`);
    for (const key of Object.keys(cell)) if (!['id', 'cell_type', 'metadata', 'source', ...keys].includes(key)) say(`a ${cell.cell_type} cell has no ${key}`);
    if (cell.cell_type !== 'code') return;
    if (cell.execution_count !== null && !Number.isInteger(cell.execution_count)) say('its execution_count is no whole number');
    if (!Array.isArray(cell.outputs)) return say('its outputs are no list');
    for (const output of cell.outputs) {
      const expected = outputKeys[output?.output_type];
      if (expected === undefined) say(`${output?.output_type} is no type of output`);
      else if (expected.some((key) => !(key in output)) || Object.keys(output).some((key) => !expected.includes(key))) say(`a ${output.output_type} has the keys ${expected.join(', ')}`);
      else if (output.output_type === 'error') say(`its output is an error: ${output.ename}: ${output.evalue}`);
    }
  });
  return faults;
}

/** Data with its keys in order, as Python's writer of notebooks sorts them. */
function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  return isTable(value) ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key])])) : value;
}

const specification = /^application\/vnd\.vegalite\.v\d+\+json$/;

/** The file as Jupyter would write it (keys in order, one blank of indent, text in lines), except that a specification stands on one line, as pictures do: a third of the bytes. */
export function written(notebook) {
  const specs = [];
  const text = JSON.stringify(ordered(notebook), (key, value) => (specification.test(key) ? `specification ${specs.push(JSON.stringify(value)) - 1} of ${key}` : value), 1);
  return `${text.replace(/"specification (\d+) of application[^"]*"/g, (_, i) => specs[i])}\n`;
}

const inLines = (whole) => whole.split(/(?<=\n)/);

/** What a cell showed, by MIME type, as the output of a notebook; none for a cell that shows nothing. */
export const outputsOf = (bundle, count) => (bundle === null ? [] : [{
  output_type: 'execute_result', execution_count: count, metadata: {},
  data: Object.fromEntries(Object.entries(bundle).map(([mime, content]) => [mime, mime.startsWith('text/') ? inLines(content) : content])),
}]);

/** Outputs in one form: text joined, streams of one name joined, keys in order. */
function plain(outputs) {
  const all = [];
  for (const output of outputs) {
    const last = all.at(-1);
    if (output.output_type === 'stream' && last?.kind === `stream ${output.name}`) last.data.text += text(output.text);
    else if (output.output_type === 'stream') all.push({ kind: `stream ${output.name}`, data: { text: text(output.text) } });
    else if (output.output_type === 'error') all.push({ kind: 'error', data: { text: `${output.ename}: ${output.evalue}` } });
    else all.push({ kind: 'shown', data: Object.fromEntries(Object.entries(output.data).map(([mime, content]) => [mime, mime.startsWith('text/') ? text(content) : content])) });
  }
  return all;
}

/** The first line in which two texts differ, of both. */
function firstDifference(was, is) {
  const [a, b] = [was.split('\n'), is.split('\n')];
  const i = a.findIndex((one, at) => one !== b[at]);
  const at = i === -1 ? a.length : i;
  return `line ${at + 1} was ${JSON.stringify(a[at] ?? '')}, is ${JSON.stringify(b[at] ?? '')}`;
}

/**
 * How the outputs of one cell differ from the committed ones, in words. A chart is the same when its specification is; `redrawn` counts those whose PNG
 * has other bytes nevertheless, as another build of the drawing library may make them.
 */
export function differences(committed, made) {
  const [was, is] = [plain(committed), plain(made)];
  if (was.length !== is.length) return { says: [`it had ${was.length} output${was.length === 1 ? '' : 's'}, has ${is.length}`], redrawn: 0 };
  const says = [];
  let redrawn = 0;
  was.forEach((one, i) => {
    const other = is[i];
    if (one.kind !== other.kind) return says.push(`its output was ${one.kind}, is ${other.kind}${other.kind === 'error' ? ` (${other.data.text})` : ''}`);
    const types = [...new Set([...Object.keys(one.data), ...Object.keys(other.data)])].sort();
    const hasSpec = types.some((type) => specification.test(type));
    for (const type of types) {
      const [a, b] = [one.data[type], other.data[type]].map((content) => (typeof content === 'string' || content === undefined ? content : JSON.stringify(ordered(content), null, 1)));
      if (a === b) continue;
      if (a === undefined || b === undefined) says.push(`${type}: ${a === undefined ? 'was not there' : 'is no longer there'}`);
      else if (type === 'image/png') hasSpec ? (redrawn += 1) : says.push('the picture has other bytes');
      else says.push(`${specification.test(type) ? 'the chart' : type}: ${firstDifference(a, b)}`);
    }
  });
  return { says, redrawn };
}
