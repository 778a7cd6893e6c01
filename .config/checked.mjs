/**
 * The table of the README that says how far each pool kind was checked against its library. Nothing in it is typed: kinds and versions come from the catalogue, scripts are
 * counted in the tests (test/model/pool/KIND-scripts.test.ts and KIND-recorded.test.ts; test/pools/KIND.test.ts plays random scripts on the library itself), and each
 * `it.fails` is a difference whose reason is the comment before it. test/model/pool/observed.json names the version on which the expected values were observed;
 * kinds without an entry have theirs from the source.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';

/** Kinds that model no library: nothing to check them against. */
const ours = ['plain', 'no-pool'];

async function catalogue(root) {
  const contents = "export { poolKinds } from './src/model/pool/kinds/index.ts'; export { poolerKinds } from './src/model/pooler/kinds/index.ts';";
  const { outputFiles } = await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, bundle: true, write: false, format: 'esm', logLevel: 'warning' });
  const { poolKinds, poolerKinds } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  return { ...poolKinds, ...poolerKinds };
}

/** How many rows a table of it.each has: a list, a named list, or the keys of a named table. */
function rowsOf(argument, source) {
  const bare = (node) => (node && (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) ? bare(node.expression) : node);
  const named = (name) => source.statements.filter(ts.isVariableStatement).flatMap((one) => [...one.declarationList.declarations]).find((one) => one.name.getText(source) === name)?.initializer;
  const node = bare(argument);
  if (node === undefined) return 1;
  if (ts.isArrayLiteralExpression(node)) return node.elements.length;
  if (ts.isObjectLiteralExpression(node)) return node.properties.length;
  if (ts.isIdentifier(node)) return rowsOf(named(node.text), source);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) return rowsOf(node.expression.expression.getText(source) === 'Object' ? node.arguments[0] : node.expression.expression, source);
  return 1;
}

/** The tests of a file: the titles of the groups they stand in, how many scripts each is, and why it fails where it is known to. */
function testsIn(path) {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const found = [];
  const visit = (node, groups) => {
    if (ts.isCallExpression(node)) {
      const called = node.expression.getText(source).replace(/\([\s\S]*$/, '');
      const title = node.arguments[0] && ts.isStringLiteralLike(node.arguments[0]) ? node.arguments[0].text : '';
      if (/^describe\b/.test(called)) return ts.forEachChild(node, (child) => visit(child, [...groups, title]));
      if (/^it(\.fails)?(\.each)?$/.test(called) && node.arguments.some((one) => ts.isArrowFunction(one) || ts.isFunctionExpression(one))) {
        const each = /\.each/.test(called) && ts.isCallExpression(node.expression) ? rowsOf(node.expression.arguments[0], source) : 1;
        const comment = (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).map(({ pos, end }) => text.slice(pos, end).replace(/^\/\/ ?|^\/\*\*? ?|\*\/$/g, '').trim()).join(' ');
        found.push({ groups, title, scripts: each, fails: /\.fails/.test(called) ? comment : null, random: /expectEqual/.test(node.getText(source)) });
        return;
      }
    }
    ts.forEachChild(node, (child) => visit(child, groups));
  };
  visit(source, []);
  return found;
}

/** Tests of a folder by the kind they are about: the one that a group names, or the one that the file is named after. */
function testsByKind(folder, ending, kinds) {
  const byKind = new Map();
  if (!existsSync(folder)) return byKind;
  for (const file of readdirSync(folder).filter((name) => name.endsWith(ending)).sort()) {
    for (const test of testsIn(join(folder, file))) {
      const words = test.groups.toReversed().flatMap((title) => title.split(/[\s:,]+/));
      const kind = words.find((word) => kinds.includes(word)) ?? file.slice(0, -ending.length);
      byKind.set(kind, [...(byKind.get(kind) ?? []), test]);
    }
  }
  return byKind;
}

const sum = (tests) => tests.reduce((all, { scripts }) => all + scripts, 0);
const thousands = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** The table and the reasons of the differences, as Markdown. */
export async function checkedTable(root) {
  const all = await catalogue(root);
  const kinds = Object.keys(all);
  const pools = join(root, 'test/model/pool');
  const scripted = testsByKind(pools, '-scripts.test.ts', kinds);
  const recorded = testsByKind(pools, '-recorded.test.ts', kinds);
  const differential = testsByKind(join(root, 'test/pools'), '.test.ts', kinds);
  const compare = join(root, 'test/pools/compare.ts');
  const each = existsSync(compare) ? Number(/POOLS_SCRIPTS \?\? (\d+)/.exec(readFileSync(compare, 'utf8'))?.[1] ?? 0) : 0;
  const observed = JSON.parse(readFileSync(join(pools, 'observed.json'), 'utf8'));
  const reasons = [];
  const rows = kinds.filter((kind) => !ours.includes(kind)).map((kind) => {
    const [scripts, traces, random] = [scripted.get(kind) ?? [], recorded.get(kind) ?? [], (differential.get(kind) ?? []).filter((test) => test.random)];
    const differences = [...scripts, ...traces, ...(differential.get(kind) ?? [])].filter((test) => test.fails !== null);
    for (const { title, fails } of differences) reasons.push(`- ${kind}, ${title}: ${fails === '' ? 'no reason given.' : fails}`);
    const how = [
      random.length > 0 ? `the library itself, event for event: ${thousands(random.length * each)} random scripts` : '',
      traces.length > 0 ? `recorded runs: ${sum(traces)}` : '',
      scripts.length > 0 ? `scripts ${observed[kind] === undefined ? 'read from its source' : `observed on ${observed[kind]}`}: ${sum(scripts)}` : '',
    ].filter((words) => words !== '');
    const run = random.length * each + sum(traces) + sum(scripts);
    return `| \`${kind}\` | ${all[kind].version} | ${how.length === 0 ? '**not yet checked**' : how.join('; ')} | ${run === 0 ? '–' : thousands(run)} | ${run === 0 ? '–' : differences.length} |`;
  });
  const known = reasons.length === 0 ? [] : ['', 'Known differences, each a test that is expected to fail:', '', ...reasons];
  return ['| kind | version | checked against | scripts run | differences |', '|---|---|---|--:|--:|', ...rows, ...known].join('\n');
}
