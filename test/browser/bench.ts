/** Steps that several tests of the page share: pick a scenario, read the state of the page, wait for a run. */

import type { Page } from 'playwright-core';

/** Opens a scenario of the library and waits until its result is on the page. */
export async function open(page: Page, name: string, title: string): Promise<void> {
  await page.getByLabel('Scenario', { exact: true }).selectOption(name);
  await page.getByRole('heading', { level: 2, name: title, exact: true }).waitFor();
}

/** The YAML view with its editor. */
export async function openEditor(page: Page): Promise<void> {
  await page.locator('.switch').getByText('YAML', { exact: true }).click();
  await page.locator('.cm-content').waitFor();
}

/** Replaces the whole text of the editor, as somebody who pastes does. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

/** The verdict of the run on the page. */
export const verdictOf = (page: Page): Promise<string> => page.locator('.verdict-text').first().innerText();

/** Waits until the page is at rest: no run goes on. */
export const atRest = (page: Page): Promise<unknown> => page.getByRole('button', { name: 'Run', exact: true }).first().waitFor();

/** A small scenario whose figures are easily told: ten threads, two connections. */
export const small = (rate = 20): string => `# a comment that stays
scenario: A small one
run: { length: 60s, seed: 3 }
databases:
  db: { kind: postgresql, cores: 4, maxConnections: 50 }
pools:
  main: { kind: hikaricp, database: db, maximumPoolSize: 2, connectionTimeout: 250ms }   # two
routes:
  home: [ { query: { pool: main, blocked: { exponential: 100ms } } } ]
traffic:
  web: { route: home, rate: ${rate}/s }
promises:
  - "failedShare(web) < 1%"
`;

/** Waits until the verdict is another one. */
export async function verdictAfter(page: Page, old: string): Promise<string> {
  await page.locator('.verdict-text').first().filter({ hasNotText: old }).waitFor();
  return verdictOf(page);
}
