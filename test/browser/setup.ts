/** Before the first file: builds the page and the command line, or says that there is no browser to look at them with. After the last: says so again. */

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium, noBrowser } from './chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export function setup(): () => void {
  if (chromium === null) {
    process.stderr.write(`\n${noBrowser}\n`);
    return () => void process.stderr.write(`\n${noBrowser}\nNo browser test was run: nothing is known of the page.\n`);
  }
  if (process.env.POOLSIM_NO_BUILD === undefined) {
    for (const words of [['.config/playground.mjs'], ['.config/build.mjs', '--cli']]) execFileSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  }
  return () => undefined;
}
