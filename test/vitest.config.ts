/** How vitest runs the tests: files beside each other in worker processes, every failure with its seed in the test itself. */

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * Vitest turns every use of an imported name into a look-up in the module it comes from, which makes a simulation twice as slow. There are no
 * circles of imports and no exported variables in the house, so that each name may as well be looked up once: `import { a as a$ } …; const a = a$;`.
 */
const lookedUpOnce = {
  name: 'imports are looked up once',
  enforce: 'post' as const,
  transform(code: string, id: string) {
    if (id.includes('node_modules') || !/\/(?:src|test)\/.*\.ts$/.test(id)) return null;
    return { map: null, code: code.replace(/^import \{([^}]+)\} from ("\.[^"\n]+");$/gm, (_, names: string, from: string) => {
      const pairs = names.split(',').map((name) => name.trim().split(/\s+as\s+/)).map(([name = '', local = name]) => ({ name, local }));
      return `import { ${pairs.map(({ name, local }) => `${name} as ${local}$`).join(', ')} } from ${from}; const ${pairs.map(({ local }) => `${local} = ${local}$`).join(', ')};`;
    }) };
  },
};

/** The distribution functions of statistics are 428 small files (0.1 s to 0.2 s): read when the first of them is called, as in the command line (.config/build.mjs). */
const onFirstCall = {
  name: 'distribution functions are fetched on first call',
  enforce: 'pre' as const,
  resolveId: (id: string) => (id.startsWith('@stdlib/') ? `\0first-call:${id}` : null),
  load: (id: string) => (id.startsWith('\0first-call:')
    ? `import { createRequire } from 'node:module'; const fetch = createRequire(${JSON.stringify(import.meta.url)}); let found; export default (...numbers) => (found ??= fetch('${id.slice('\0first-call:'.length)}'))(...numbers);`
    : null),
};

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [lookedUpOnce, onFirstCall],
  // The example of poolsim/testing says the names that its readers will say.
  resolve: { alias: [{ find: /^poolsim\/testing$/, replacement: fileURLToPath(new URL('../src/testing/index.ts', import.meta.url)) }] },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
