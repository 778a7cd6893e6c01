/**
 * The cells of a notebook as one module of TypeScript, line for line, with the last expression of each cell handed to `$show`: so that the compiler checks them,
 * which no kernel does, and Node can run them in one scope as a kernel would. What cells may use is the public library and nothing else.
 */

import { join } from 'node:path';
import ts from 'typescript';
import { sourceOf } from './notebook-file.mjs';

/** Where the names that a notebook may import live in this checkout. package.json exports the same modules, built. */
export const doors = { poolsim: 'src/index.ts', 'poolsim/notebook': 'src/notebook/index.ts' };

/** Globals of one runtime or another, and what differs from run to run. */
const banned = ['console', 'process', 'Deno', 'Date', 'Buffer', 'setTimeout', 'setInterval', 'performance', 'fetch', 'require', 'globalThis', 'eval'];

/** The module, where each of its lines comes from, and what is wrong with it in words ("cell 3 (sizes), line 2: …"). */
export function joined(notebook) {
  const lines = ["import type { Shown as $Shown } from 'poolsim/notebook';", 'declare const $cell: (position: number) => void, $show: (shown: $Shown) => void;'];
  const places = [null, null];
  const faults = [];
  const names = new Map();
  notebook.cells.forEach((cell, position) => {
    if (cell.cell_type !== 'code') return;
    const text = sourceOf(cell);
    const source = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.ESNext, true);
    const placeOf = (node) => ({ position, id: cell.id, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1 });
    for (const [node, says] of forbidden(source)) faults.push(`${placeText(placeOf(node))}: ${says}`);
    for (const [name, node] of declared(source)) {
      if (names.has(name)) faults.push(`${placeText(placeOf(node))}: ${name} is declared in cell ${names.get(name) + 1} too; all cells share one scope`);
      names.set(name, position);
    }
    const last = source.statements.at(-1);
    let shown = text;
    if (last !== undefined && ts.isExpressionStatement(last)) {
      const { expression } = last;
      shown = `${text.slice(0, expression.getStart(source))}$show(${text.slice(expression.getStart(source), expression.getEnd())});${text.slice(last.getEnd())}`;
    }
    lines.push(`$cell(${position});`, ...shown.split('\n'));
    places.push(null, ...text.split('\n').map((_, i) => ({ position, id: cell.id, line: i + 1 })));
  });
  return { text: `${lines.join('\n')}\n`, places, faults };
}

export const placeText = ({ position, id, line }) => `cell ${position + 1} (${id}), line ${line}`;

/** Imports from elsewhere and names of a runtime. */
function forbidden(source) {
  const found = [];
  const visit = (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && !(node.moduleSpecifier.text in doors)) {
      found.push([node, `imports ${JSON.stringify(node.moduleSpecifier.text)}; a notebook imports only ${Object.keys(doors).join(' and ')}`]);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) found.push([node, 'imports in the middle of an expression']);
    const isName = node.parent && ((ts.isPropertyAccessExpression(node.parent) || ts.isPropertyAssignment(node.parent)) && node.parent.name === node);
    if (ts.isIdentifier(node) && banned.includes(node.text) && !isName) found.push([node, `says ${node.text}; a cell shows things with chart(), table() or markdown() of poolsim/notebook`]);
    if (ts.isPropertyAccessExpression(node) && node.getText(source) === 'Math.random') found.push([node, 'says Math.random; chance comes from the seed of a scenario']);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Names that a cell declares at its top. */
function declared(source) {
  const found = [];
  const names = (binding, node) => (ts.isIdentifier(binding) ? found.push([binding.text, node]) : binding.elements.forEach((one) => one.name && names(one.name, node)));
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) for (const one of statement.declarationList.declarations) names(one.name, statement);
    else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) && statement.name) found.push([statement.name.text, statement]);
    else if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      if (bindings && ts.isNamedImports(bindings)) for (const one of bindings.elements) found.push([one.name.text, statement]);
      else if (bindings) found.push([bindings.name.text, statement]);
    }
  }
  return found;
}

/** What the compiler says of the modules, by name: a list of "cell 3 (sizes), line 2: …" for each. One program for all of them. */
export function typeFaults(root, modules) {
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, root);
  const files = new Map([...modules].map(([name, { text }]) => [join(root, 'notebooks', `${name}.cells.ts`), { name, text }]));
  // The packages behind the library are not looked into: their declarations are most of the work, and no cell sees them.
  const nothing = join(root, 'notebooks', 'nothing.d.ts');
  files.set(nothing, { text: 'export {};' });
  const paths = { ...Object.fromEntries(Object.entries(doors).map(([name, path]) => [name, [join(root, path)]])), '*': [nothing] };
  const settings = { ...options, paths, types: [], module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, moduleDetection: ts.ModuleDetectionKind.Force, noEmit: true };
  const host = ts.createCompilerHost(settings);
  const ours = (path) => files.get(join(path));
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => ours(path) !== undefined || fileExists(path);
  host.readFile = (path) => ours(path)?.text ?? readFile(path);
  host.getSourceFile = (path, ...rest) => (ours(path) ? ts.createSourceFile(path, ours(path).text, ts.ScriptTarget.ES2023, true) : getSourceFile(path, ...rest));
  const program = ts.createProgram([...files.keys()], settings, host);
  files.delete(nothing);
  return new Map([...files].map(([path, { name }]) => {
    const source = program.getSourceFile(path);
    const { places } = modules.get(name);
    return [name, [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((one) => {
      const place = places[source.getLineAndCharacterOfPosition(one.start ?? 0).line];
      return `${place ? placeText(place) : 'before the first cell'}: ${ts.flattenDiagnosticMessageText(one.messageText, '\n')}`;
    })];
  }));
}
