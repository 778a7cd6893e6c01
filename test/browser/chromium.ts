/** Where Chromium is: $CHROMIUM, else the first of its usual names on the path. */

import { spawnSync } from 'node:child_process';

const found = (name: string): string | null => {
  const answer = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : null;
};

/** The path of a browser, or null. */
export const chromium: string | null = process.env.CHROMIUM !== undefined && process.env.CHROMIUM !== ''
  ? found(process.env.CHROMIUM) : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(found).find((path) => path !== null) ?? null;

export const noBrowser = `skipped: no Chromium found (looked for ${process.env.CHROMIUM ? `$CHROMIUM = ${process.env.CHROMIUM}` : 'chromium, chromium-browser and google-chrome on the path'}). Install one (Debian: apt-get install chromium) or set CHROMIUM to its path.`;
