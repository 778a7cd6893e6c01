/** Sweeps and comparisons in the browser: bundled without anything of Node, run in a context that has none of its globals, they give the bytes that Node gives. */

import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { compare, sweep } from '../../src/index.ts';

const root = new URL('../..', import.meta.url).pathname;

const text = `scenario: A pool
run: { length: 8s, measureFrom: 2s, seed: 11 }
databases: { primary: { kind: postgresql, cores: 4, maxConnections: 60, contention: { law: hyperbolic, k: 0.1 } } }
pools: { main: { kind: hikaricp, database: primary, maximumPoolSize: 8, connectionTimeout: 300ms } }
routes: { read: [ { query: { pool: main, cpu: { lognormal: { mean: 8ms, p99: 40ms } }, blocked: { gamma: { mean: 20ms, cv2: 0.36 } } } } ] }
traffic: { api: { route: read, rate: 220/s, retry: { attempts: 2, backoff: 50ms } }, desk: { route: read, users: 5, think: 200ms } }
promises: [ "p99(api) < 200ms" ]
`;
const vary = ['pools.main.maximumPoolSize=4..12:4', 'traffic.api.rate=150/s,260/s'];

/** What the library gives, as a program says it: from these functions, wherever they run. */
const asked = `JSON.stringify([
  library.sweep({ text, file: null }, { vary, runs: 2 }),
  library.sweep({ text, file: null }, { vary: ['pools.main.maxx=1..3'] }),
  library.compare({ text, file: null }, { text, file: null, set: ['pools.main.maximumPoolSize=20'] }, { runs: 2 }),
])`;

describe('the library in a browser', { timeout: 120_000 }, () => {
  it('sweeps and compares to the same bytes as in Node, without Node', async () => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: "export { sweep, compare } from './src/index.ts';", resolveDir: root, loader: 'ts' }, absWorkingDir: root,
      bundle: true, platform: 'browser', format: 'iife', globalName: 'library', target: 'es2022', write: false, metafile: true, logLevel: 'silent',
    });
    const bundle = outputFiles[0]?.text ?? '';
    // What every browser has and the language itself has not.
    const page = createContext({ TextDecoder, TextEncoder, text, vary });
    runInContext(bundle, page);

    const there: unknown = runInContext(asked, page);

    const here = new Function('library', 'text', 'vary', `return ${asked}`)({ sweep, compare }, text, vary) as string;
    expect(Object.values(metafile.outputs).flatMap((output) => output.imports)).toEqual([]);
    expect(Object.keys(metafile.inputs).filter((name) => /^node:|piscina|src\/cli/.test(name))).toEqual([]);
    expect(JSON.parse(here)).toMatchObject([{ ok: true }, { ok: false, problems: [expect.stringContaining('max')] }, { ok: true }]);
    expect(there).toBe(here);
  });
});
