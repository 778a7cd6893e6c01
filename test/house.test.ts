/** The laws of the house: which floor may import which, how large a file may be, how it opens, and which words it may not say. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files by their path from the root, with forward slashes. */
type Files = ReadonlyMap<string, string>;

// ------------------------------------------------------------------------------------------------------------------------- the laws

/** The ground is open to all. */
const ground = ['units', 'assert', 'nearest'];

/** The part of random/ that is pure arithmetic and draws nothing: logarithms and distribution functions with the same bits everywhere (decision 0007). */
const arithmetic = ['portable-math', 'portable-trig', 'special-functions', 'normal', 'gamma-quantile'].map((name) => `random/${name}.ts`);

/** What each room may import beside itself and the ground. A path with a dot is one file of a room. */
const neighbours: { readonly [room: string]: readonly string[] } = {
  units: [], assert: [], nearest: [],
  shape: [], result: [], engine: [], film: [], theory: arithmetic, stats: arithmetic,
  promise: ['shape', 'result'],
  random: ['shape'],
  model: ['shape', 'random', 'engine', 'promise'],
  measure: ['stats', 'theory', 'result', 'promise', 'model/happening.ts'],
  report: ['theory', 'result', 'random/portable-math.ts'],
  reading: ['shape', 'promise', 'model/scenario.ts'],
  calibrate: ['theory', 'stats', 'report', 'model/database/contention.ts', ...arithmetic],
  import: ['shape', 'reading', ...['pool', 'pooler'].flatMap((part) => [`model/${part}/kinds/index.ts`, `model/${part}/kinds/kind.ts`])],
  run: ['film', 'engine', 'model', 'measure', 'stats', 'promise', 'result', 'shape'],
  sweep: ['shape', 'result', 'stats', 'theory', 'promise', 'random', 'model', 'reading', 'run'],
  compare: ['result', 'stats', 'model', 'reading', 'run', 'sweep'],
  recommend: ['shape', 'result', 'stats', 'theory', 'promise', 'random', 'model', 'reading', 'run', 'sweep', 'compare'],
  lessons: ['random', 'shape', 'result', 'theory', 'promise', 'reading', 'report', 'run', 'sweep', 'compare', 'index'],
  testing: ['model', 'result', 'reading', 'run'],
  index: ['film', 'recommend', 'shape', 'result', 'theory', 'stats', 'engine', 'promise', 'random', 'model', 'measure', 'report', 'reading', 'calibrate', 'run', 'sweep', 'compare'],
  png: [],
  notebook: ['report', 'png', 'index'],
  cli: ['png', 'recommend', 'lessons', 'shape', 'result', 'theory', 'stats', 'engine', 'promise', 'random', 'model', 'measure', 'report', 'reading', 'import', 'calibrate', 'run', 'sweep', 'compare', 'index'],
  playground: ['film', 'lessons', 'shape', 'result', 'theory', 'stats', 'promise', 'random', 'model', 'measure', 'report', 'reading', 'run', 'sweep', 'compare', 'recommend', 'index'],
};

/** Packages, and the one room that knows each. Everything else in the house is ours. */
const packages: { readonly [room: string]: readonly string[] } = {
  random: ['seedrandom'],
  stats: ['@stdlib'],
  reading: ['yaml', 'croner'],
  import: ['yaml', 'dot-properties', '@lezer/common', '@lezer/go', '@lezer/javascript', '@lezer/python'],
  report: ['vega', 'vega-lite'],
  calibrate: ['ml-levenberg-marquardt'],
  png: ['@resvg/resvg-js', 'node:module'],
  notebook: ['node:buffer', 'node:fs', 'node:zlib'],
  cli: ['yargs', 'pg', 'piscina'],
  testing: ['fast-check', 'vitest', 'node:fs', 'node:path'],
  playground: ['poolsim:scenarios', 'preact', '@codemirror', '@lezer', 'vega', 'vega-lite'],
};

const ceiling = 260;
const clockFile = 'src/reading/clock.ts';
const inexact = ['random', 'log', 'log1p', 'log2', 'log10', 'exp', 'expm1', 'pow', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'cbrt', 'hypot'];
const bannedNames = ['process', 'console', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance'];

// --------------------------------------------------------------------------------------------------------------------- the checkers

interface Import { readonly of: string; readonly value: boolean }

/** Everything a file imports or exports from, static or dynamic; `value` is false where only types are taken. */
function importsOf(path: string, text: string): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const names = clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : null;
      const onlyTypes = clause !== undefined && (clause.isTypeOnly || (clause.name === undefined && names !== null && names.length > 0 && names.every((name) => name.isTypeOnly)));
      found.push({ of: node.moduleSpecifier.text, value: !onlyTypes });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ of: node.moduleSpecifier.text, value: !node.isTypeOnly });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0] && ts.isStringLiteral(node.arguments[0])) {
      found.push({ of: node.arguments[0].text, value: true });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      found.push({ of: node.argument.literal.text, value: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2023));
  return found;
}

const target = (from: string, specifier: string): string => posix.normalize(posix.join(posix.dirname(from), specifier));
const roomOf = (path: string): string => (path.split('/')[1] ?? '').replace(/\.tsx?$/, '');
const isSource = (path: string): boolean => path.startsWith('src/') && /\.tsx?$/.test(path);
const sourcesOf = (files: Files): [string, string][] => [...files].filter(([path]) => isSource(path));

/** Imports that point up, sideways without leave, to a package of another room, or to nothing. */
function crossings(files: Files): string[] {
  return sourcesOf(files).flatMap(([path, text]) => importsOf(path, text).flatMap(({ of }) => {
    const room = roomOf(path);
    if (!of.startsWith('.')) {
      const known = (packages[room] ?? []).some((name) => of === name || of.startsWith(`${name}/`)) || (room === 'cli' && of.startsWith('node:'));
      return known ? [] : [`${path} imports the package ${of}`];
    }
    const to = target(path, of);
    if (!to.startsWith('src/')) return room === 'cli' && to === 'package.json' ? [] : [`${path} imports ${to}, outside the house`];
    if (!files.has(to)) return [`${path} imports ${to}, which does not exist`];
    const allowed = neighbours[room];
    if (allowed === undefined) return [`${path} stands in a room that has no line in the table`];
    const there = roomOf(to);
    return there === room || ground.includes(there) || allowed.includes(there) || allowed.includes(to.slice('src/'.length)) ? [] : [`${path} may not import ${to}`];
  }));
}

/** Circles of value imports, each told once. */
function circles(files: Files): string[] {
  const next = new Map(sourcesOf(files).map(([path, text]) => [path, importsOf(path, text).filter((one) => one.value && one.of.startsWith('.')).map((one) => target(path, one.of)).filter((to) => files.has(to))]));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: string[]): void => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (done.has(path) || trail.includes(path)) return;
    for (const to of next.get(path) ?? []) walk(to, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) walk(path, []);
  return found;
}

/** Files that nobody reaches from the doors. Declarations of a package's types are reached by the compiler. */
function unreached(files: Files): string[] {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    const text = files.get(path);
    if (seen.has(path) || text === undefined) return;
    seen.add(path);
    for (const { of } of importsOf(path, text)) if (of.startsWith('.')) visit(target(path, of));
  };
  visit('src/index.ts');
  visit('src/cli/main.ts');
  visit('src/cli/sweep-worker.ts');
  visit('src/notebook/index.ts');
  visit('src/testing/index.ts');
  visit('src/playground/main.tsx');
  visit('src/playground/worker.ts');
  return sourcesOf(files).map(([path]) => path).filter((path) => !path.endsWith('.d.ts') && !seen.has(path)).map((path) => `${path} is reached from no door of the house`);
}

function tooLong(files: Files): string[] {
  return sourcesOf(files).flatMap(([path, text]) => {
    const lines = text.replace(/\n$/, '').split('\n').length;
    return lines > ceiling ? [`${path} has ${lines} lines: at most ${ceiling}`] : [];
  });
}

/** A file opens with a comment that holds a whole sentence. */
function unopened(files: Files): string[] {
  return sourcesOf(files).flatMap(([path, text]) => {
    const opening = /^(?:#!.*\n)?\/\*\*([\s\S]*?)\*\//.exec(text)?.[1]?.replace(/^\s*\* ?/gm, '').trim() ?? '';
    return /^["'`\w].{15,}[.:)]/s.test(opening) ? [] : [`${path} does not open with a sentence`];
  });
}

/** Names, types and forms that do not exist in the core. */
function bannedWords(files: Files): string[] {
  return sourcesOf(files).flatMap(([path, text]) => {
    const found: string[] = [];
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
    const edge = ['cli', 'playground'].includes(roomOf(path));
    const say = (node: ts.Node, what: string) => found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`);
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.AnyKeyword) say(node, 'says any');
      if (ts.isEnumDeclaration(node)) say(node, 'declares an enum');
      if (path.endsWith('.d.ts')) return ts.forEachChild(node, visit);
      if (ts.isExportAssignment(node) || (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((one) => one.kind === ts.SyntaxKind.DefaultKeyword))) say(node, 'exports a default');
      if (!edge && ts.isPropertyAccessExpression(node) && node.expression.getText() === 'Math' && inexact.includes(node.name.text)) say(node, `says Math.${node.name.text}, which is not the same everywhere: see random/portable-math.ts`);
      if (!edge && ts.isElementAccessExpression(node) && node.expression.getText() === 'Math') say(node, 'reaches into Math by a computed name');
      if (!edge && ts.isIdentifier(node) && !isMerelyAName(node)) {
        if (bannedNames.includes(node.text)) say(node, `says ${node.text}`);
        if (node.text === 'Date' && path !== clockFile) say(node, 'says Date');
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** The name of a property or of a member, as in `report.process` or `{ process: 1 }`: not the global of that name. */
function isMerelyAName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node;
}

/** Folders of the house that its map does not mention. */
function unmapped(files: Files): string[] {
  const map = files.get('src/README.md') ?? '';
  const folders = new Set([...files.keys()].filter((path) => path.startsWith('src/') && path.split('/').length > 2).map((path) => `${posix.dirname(path).slice('src/'.length)}/`));
  return [...folders].filter((folder) => !map.includes(folder)).map((folder) => `src/README.md does not mention ${folder}`);
}

/** Traces of one machine: home folders, private registries, addresses baked into the lock file. */
function traces(files: Files): string[] {
  const patterns = [/\/(?:home|Users)\/[a-z][\w.-]*\//, /(?<![\w.])\/(?:root|work|workspace)\/[\w.]/, /"resolved":\s*"http/, new RegExp(`${'registry'}\\.(?:npmjs|yarnpkg)`), /\/\/(?:localhost|127\.0\.0\.1):\d{4}/];
  return [...files].filter(([path]) => path !== 'test/house.test.ts').flatMap(([path, text]) => patterns.flatMap((pattern) => {
    const hit = pattern.exec(text);
    return hit === null ? [] : [`${path} names a place of one machine: ${hit[0]}`];
  }));
}

// ------------------------------------------------------------------------------------------------------------------------ the house

const leftOut = new Set(['node_modules', 'dist', 'out', '.git', 'coverage']);
const isText = (name: string) => /\.(?:tsx?|css|mjs|js|json|md|ya?ml|csv|txt|ipynb|html|svg)$|^(?:run|LICENSE|\.gitignore|\.npmrc)$/.test(name);

function walk(folder: string): [string, string][] {
  return readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => !leftOut.has(entry.name)).flatMap((entry): [string, string][] => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return walk(path);
    return entry.isFile() && isText(entry.name) ? [[path, readFileSync(join(root, path), 'utf8')]] : [];
  });
}

const house: Files = new Map(walk(''));

describe('the house', () => {
  it('was looked at: more than twenty source files', () => expect(sourcesOf(house).length).toBeGreaterThan(20));
  it('imports only from floors below', () => expect(crossings(house)).toEqual([]));
  it('has no circles of imports', () => expect(circles(house)).toEqual([]));
  it('has no dead files', () => expect(unreached(house)).toEqual([]));
  it(`has no file above ${ceiling} lines`, () => expect(tooLong(house)).toEqual([]));
  it('opens every file with a sentence', () => expect(unopened(house)).toEqual([]));
  it('says no banned word', () => expect(bannedWords(house)).toEqual([]));
  it('has every folder on its map', () => expect(unmapped(house)).toEqual([]));
  it('carries no trace of one machine', () => expect(traces(house)).toEqual([]));
});

describe('the checkers of the house', () => {
  const planted = (files: { readonly [path: string]: string }): Files => new Map(Object.entries(files));

  it('see an import that points up, sideways, out of the house or into nothing', () => {
    expect(crossings(planted({
      'src/engine/a.ts': "import type { B } from '../model/b.ts';", 'src/model/b.ts': "import { c } from '../report/c.ts';",
      'src/report/c.ts': "import { x } from 'yaml'; import './none.ts';", 'src/reading/d.ts': "import { b } from '../model/b.ts'; import { readFile } from 'node:fs';",
    }))).toEqual([
      'src/engine/a.ts may not import src/model/b.ts', 'src/model/b.ts may not import src/report/c.ts', 'src/report/c.ts imports the package yaml',
      'src/report/c.ts imports src/report/none.ts, which does not exist', 'src/reading/d.ts may not import src/model/b.ts', 'src/reading/d.ts imports the package node:fs',
    ]);
  });
  it('see a new room without a line in the table', () => expect(crossings(planted({ 'src/attic/a.ts': "import '../assert.ts';", 'src/assert.ts': '' }))).toHaveLength(1));
  it('allow what the table allows', () => expect(crossings(planted({
    'src/reading/a.ts': "import { s } from '../model/scenario.ts'; import { parse } from 'yaml';", 'src/model/scenario.ts': "import '../units/time.ts';", 'src/units/time.ts': '',
  }))).toEqual([]));
  it('see circles of values and let types point back', () => {
    expect(circles(planted({ 'src/a.ts': "import { b } from './b.ts';", 'src/b.ts': "export { a } from './a.ts';" }))).toEqual(['src/a.ts -> src/b.ts -> src/a.ts']);
    expect(circles(planted({ 'src/a.ts': "import { b } from './b.ts';", 'src/b.ts': "import { type A } from './a.ts';" }))).toEqual([]);
  });
  it('see dead files and follow dynamic imports', () => expect(unreached(planted({
    'src/index.ts': "export * from './a.ts';", 'src/a.ts': "await import('./b.ts');", 'src/b.ts': '', 'src/dead.ts': '', 'src/c.d.ts': '',
  }))).toEqual(['src/dead.ts is reached from no door of the house']));
  it('see a file that is too long', () => expect(tooLong(planted({ 'src/a.ts': '\n'.repeat(261), 'src/b.ts': '\n'.repeat(260) }))).toHaveLength(1));
  it('see a file without an opening sentence', () => expect(unopened(planted({ 'src/a.ts': "import 'x';", 'src/b.ts': '/** helpers */', 'src/c.ts': '/** Waits for its turn, and is served. */' }))).toHaveLength(2));
  it('see every banned word, and only as a global', () => {
    const said = bannedWords(planted({ 'src/model/a.ts': [
      'const a = new Date();', 'Math.random();', 'Math.log(2) + Math.exp(1);', "Math['pow'](1, 2);", 'setTimeout(f, 1);', 'process.exit();', 'console.log(1);',
      'let x: any;', 'export default 1;', 'enum E { A }', 'report.process({ console: 1 }); Math.sqrt(2); // Date',
    ].join('\n') }));
    expect(said.map((line) => Number(/:(\d+)/.exec(line)?.[1]))).toEqual([1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
  it('let the edges and the calendar name what they need', () => expect(bannedWords(planted({ 'src/cli/a.ts': 'process.exit(); Math.log(2);', 'src/reading/clock.ts': 'new Date(0);' }))).toEqual([]));
  it('see a folder that is not on the map', () => expect(unmapped(planted({ 'src/README.md': 'engine/ knows time', 'src/engine/a.ts': '', 'src/model/pool/b.ts': '' }))).toEqual(['src/README.md does not mention model/pool/']));
  it('see traces of one machine', () => expect(traces(planted({
    'a.md': `see ${'/ho'}me/ada/poolsim`, 'package-lock.json': `"resolved": "${'http'}s://example.org/x.tgz"`, 'c.md': 'the network path and home/ada are fine',
  }))).toHaveLength(2));
});
