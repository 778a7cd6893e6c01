/** What a CI reads: JUnit XML that a strict reader takes and that keeps to the schema of Jenkins' xUnit plugin, and commands of GitHub Actions, escaped. */

import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { type Check, checksOf, type CheckSuite } from '../../src/report/checks/check.ts';
import { github } from '../../src/report/checks/github.ts';
import { junit } from '../../src/report/checks/junit.ts';
import { element, xmlText } from '../../src/report/checks/xml.ts';

const wicked = '< > & " \' ]]> \u0000 \u0007 \ud800 \ufffe é 漢 🎈\n\r\t: , % --> <!-- &amp;';
const check = (status: Check['status'], more: Partial<Check> = {}): Check => ({ name: `p99(api) < 1s ${status}`, status, says: 'observed 2 s', at: { line: 9, column: 5 }, ...more });
const suites: readonly CheckSuite[] = [
  { name: 'scenarios/a,b:c.yaml', file: 'scenarios/a,b:c.yaml', facts: { seed: wicked, runs: '20' }, checks: [check('held'), check('broken', { says: wicked }), check('undecided', { at: null }), check('error'), check('empty', { name: wicked })] },
  { name: 'stdin', file: null, facts: {}, checks: [check('held')] },
];

/** junit-10.xsd of Jenkins' xUnit plugin, as far as it is used: attributes (those with ! must be there) and children of each element. */
const schema: { readonly [name: string]: { readonly attributes: readonly string[]; readonly children: readonly string[] } } = {
  testsuites: { attributes: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: { attributes: ['name!', 'tests!', 'failures!', 'errors!', 'group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'], children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'] },
  testcase: { attributes: ['name!', 'time', 'classname', 'group'], children: ['skipped', 'error', 'failure', 'rerunFailure', 'rerunError', 'flakyFailure', 'flakyError', 'system-out', 'system-err'] },
  properties: { attributes: [], children: ['property'] }, property: { attributes: ['name!', 'value!'], children: [] },
  failure: { attributes: ['type', 'message'], children: [] }, error: { attributes: ['type', 'message'], children: [] }, skipped: { attributes: ['type', 'message'], children: [] },
  'system-out': { attributes: [], children: [] },
};

interface Node { readonly name: string; readonly attributes: { readonly [name: string]: string }; readonly children: Node[]; text: string }

const plain = (text: string): string => text.replace(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_, code: string | undefined, word: string) => (code !== undefined ? String.fromCodePoint(Number(code)) : ({ amp: '&', lt: '<', gt: '>', quot: '"' }[word] as string)));

/** Reads the elements back. That the whole is XML at all is for a real parser to say (below). */
function read(xml: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, end, name = '', attributes = '', empty, words = ''] of xml.replace(/^<\?.*?\?>\n/, '').matchAll(/<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)(\/?)>([^<]*)/g)) {
    if (end === '/') expect(open.pop()?.name).toBe(name);
    else {
      const node: Node = { name, attributes: Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, plain(value)])), children: [], text: '' };
      open.at(-1)?.children.push(node);
      if (empty !== '/') open.push(node);
      node.text = plain(words);
    }
  }
  expect(open).toHaveLength(1);
  return root.children[0] as Node;
}

function keepsTo(node: Node): void {
  const rule = schema[node.name];
  expect(rule, node.name).toBeDefined();
  for (const name of Object.keys(node.attributes)) expect(rule?.attributes.map((one) => one.replace('!', ''))).toContain(name);
  for (const name of rule?.attributes ?? []) if (name.endsWith('!')) expect(Object.keys(node.attributes)).toContain(name.slice(0, -1));
  for (const child of node.children) expect(rule?.children).toContain(child.name);
  for (const name of ['time']) if (node.attributes[name] !== undefined) expect(node.attributes[name]).toMatch(/^(?:(?:[0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(?:\.[0-9]*)?$/);
  node.children.forEach(keepsTo);
}

/** The XML parser of resvg (roxmltree) is strict: text that is not well-formed throws. */
const isWellFormed = (xml: string): boolean => {
  try {
    return new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><metadata>${xml.replace(/^<\?.*?\?>\n/, '')}</metadata></svg>`).width === 1;
  } catch {
    return false;
  }
};

describe('JUnit XML', () => {
  const xml = junit(suites);

  it('is XML to a strict reader, whatever stands in names and messages', () => {
    expect(isWellFormed(xml)).toBe(true);
    expect(isWellFormed(xml.replace('&lt;', '<'))).toBe(false);
    expect(isWellFormed(xmlText(element('a', { b: wicked }, wicked, element('c', {}), wicked)))).toBe(true);
    expect(isWellFormed('<a>\u0007</a>')).toBe(false);
  });

  it('keeps to the schema', () => keepsTo(read(xml)));

  it('counts broken ones as failures, undecided ones as errors, and skips what promises nothing', () => {
    const { attributes, children: [first, second] } = read(xml);

    expect(attributes).toEqual({ name: 'poolsim', tests: '6', failures: '1', errors: '2', time: '0' });
    expect(first?.attributes).toEqual({ name: 'scenarios/a,b:c.yaml', tests: '5', failures: '1', errors: '2', skipped: '1', time: '0', file: 'scenarios/a,b:c.yaml' });
    expect(first?.children.slice(1).map((one) => one.children[0]?.name)).toEqual(['system-out', 'failure', 'error', 'error', 'skipped']);
    expect(second?.attributes.file).toBeUndefined();
  });

  it('gives every word back, but for characters that XML cannot hold', () => {
    const kept = wicked.replace(/[\u0000\u0007\ud800\ufffe](?![\udc00-\udfff])/g, '\ufffd');
    const [properties, , broken, , , empty] = read(xml).children[0]?.children ?? [];

    expect(properties?.children[0]?.attributes.value).toBe(kept);
    expect(broken?.children[0]?.attributes.message).toBe(kept);
    expect(broken?.children[0]?.text).toContain(`scenarios/a,b:c.yaml:9:5  p99(api) < 1s broken: ${kept}`);
    expect(empty?.attributes.name).toBe(kept);
  });
});

describe('annotations for GitHub', () => {
  it('are one line each, at the line of the promise, escaped as @actions/core does it', () => {
    const lines = github([{ name: 'a,b:c%.yaml', file: 'a,b:c%.yaml', facts: {}, checks: [check('held'), check('broken', { says: 'one\r\ntwo, 5%: three' }), check('undecided', { at: null })] }]).split('\n');

    expect(lines).toEqual([
      '::error file=a%2Cb%3Ac%25.yaml,line=9,col=5,title=Did not hold%3A a%2Cb%3Ac%25.yaml::p99(api) < 1s broken: one%0D%0Atwo, 5%25: three',
      '::warning file=a%2Cb%3Ac%25.yaml,title=Undecided%3A a%2Cb%3Ac%25.yaml::p99(api) < 1s undecided: observed 2 s',
      '::notice title=poolsim::1 of 3 checks held in 1 scenario', '',
    ]);
  });

  it('say nothing of a file where there is none, and do not count what promises nothing', () => {
    expect(github([{ name: 'stdin', file: null, facts: {}, checks: [check('broken'), ...checksOf([], [], [])] }])).toBe('::error title=Did not hold%3A stdin::p99(api) < 1s broken: observed 2 s\n::notice title=poolsim::0 of 1 checks held in 1 scenario\n');
  });
});
