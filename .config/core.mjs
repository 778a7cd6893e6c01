/**
 * The simulation as one closed piece of a bundle, in which constants stay constant. esbuild turns every `const` at the top of a bundled module
 * into `var`, and V8 then reads each named number from memory at each use, because it might have changed; folded into the code, as they are in
 * here, they make a run a sixth faster (test/bench/README.md). What the simulation shares with the rest is in the bundle twice: 100 KB.
 */

/** Constants of our own modules, as esbuild writes them at the top of a function; packages keep what they have. */
const constantsOf = (piece) => (/^ *\/\/ src\//.test(piece) ? piece.replace(/^ {2}var (\w+) = /gm, '  const $1 = ') : piece);

/** An esbuild plugin that closes src/run/run.ts and all that it imports into one function. */
export const closedCore = (root, platform = 'node') => ({
  name: 'closed-core',
  setup({ onLoad, esbuild }) {
    onLoad({ filter: /[\\/]src[\\/]run[\\/]run\.ts$/ }, async ({ path }) => {
      const { outputFiles } = await esbuild.build({
        entryPoints: [path], bundle: true, write: false, format: 'iife', globalName: 'core', platform, target: platform === 'node' ? 'node20' : 'es2022', absWorkingDir: root, logLevel: 'warning',
      });
      const code = outputFiles[0].text.split(/^(?= *\/\/ \S+\.[a-z]+$)/m).map(constantsOf).join('');
      return { contents: `${code}\nexport const runScenario = core.runScenario;`, loader: 'js' };
    });
  },
});
