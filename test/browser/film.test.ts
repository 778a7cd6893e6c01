/** The Watch tab in a browser: what it shows at an instant is what the film of the same run says in this process; it plays, pauses, steps, scrubs, jumps and compares. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { State } from '../../src/film/film.ts';
import { momentsOf } from '../../src/film/moments.ts';
import { next, previous, stateAt } from '../../src/film/playback.ts';
import { trailOf } from '../../src/film/trail.ts';
import { film } from '../../src/index.ts';
import { sceneOf } from '../../src/playground/film/scene.ts';
import { storyOf, timeOf, wordsOf } from '../../src/playground/film/words.ts';
import { scenarioOf } from '../helpers/worlds.ts';
import { describeInBrowser, picture, root, seriousFindings, type Site, type Visit } from './page.ts';

const taken = film(scenarioOf(readFileSync(join(root, 'scenarios/ten-reports.yaml'), 'utf8'))).film;
const moments = momentsOf(taken);
const address = '#watch?lib=ten-reports';

async function watching(site: Site, options: Parameters<Site['page']>[0] = {}): Promise<Visit> {
  const visit = await site.page({ path: address, ...options });
  await visit.page.waitForSelector('.film .side', { timeout: 30_000 });
  return visit;
}

const at = async (page: Page): Promise<number> => Number(await page.getAttribute('.film .side', 'data-at'));
const scrub = (page: Page, to: number): Promise<void> => page.getByLabel('Time in the run').fill(String(to));
const numbersOf = async (page: Page, selector: string, names: readonly string[]): Promise<number[]> => Promise.all(names.map(async (name) => Number(await page.getAttribute(selector, `data-${name}`))));

/** What the film of this process says at an instant, as the page has it in its attributes. */
function expected(micros: number) {
  const state = stateAt(taken, micros);
  const lent = [...state.connections.values()].filter((one) => one.state === State.lent).length;
  const sum = (part: 'arrived' | 'served'): number => state.counts.reduce((total, one) => total + one[part], 0);
  const failed = state.counts.reduce((total, one) => total + one.failed.reduce((all, n) => all + n, 0), 0);
  return { lent, waiting: state.lines.get(0)?.length ?? 0, running: state.databases[0]?.running ?? 0, arrived: sum('arrived'), served: sum('served'), failed, words: wordsOf(taken, sceneOf(state)) };
}

async function shows(page: Page): Promise<ReturnType<typeof expected>> {
  const [lent = 0, waiting = 0] = await numbersOf(page, '.film .pool', ['lent', 'waiting']);
  const [running = 0] = await numbersOf(page, '.film .database', ['running']);
  const [arrived = 0, served = 0, failed = 0] = await numbersOf(page, '.film .side', ['arrived', 'served', 'failed']);
  return { lent, waiting, running, arrived, served, failed, words: (await page.textContent('[data-words]')) ?? '' };
}

describeInBrowser('the Watch tab', (site) => {
  it('shows at any instant what the film says, in figures and in words', async () => {
    const { page, context, wrongs } = await watching(site());
    for (const share of [0.1, 0.32, 0.5, 0.61, 0.97]) {
      await scrub(page, share * taken.length);
      const now = await at(page);

      expect(Math.abs(now - share * taken.length)).toBeLessThan(taken.length / 1000);
      expect(await shows(page)).toEqual(expected(now));
      expect(await page.textContent('[data-time]')).toBe(timeOf(taken, now));
    }
    await scrub(page, 0.5 * taken.length);
    expect(await page.locator('.film .line .person').count()).toBe(Math.min(48, expected(await at(page)).waiting));
    expect(await page.locator('.film .copies .cell').count()).toBe(stateAt(taken, await at(page)).connections.size);
    await picture(page, 'film-wide', true);
    expect(wrongs).toEqual([]);
    await context.close();
  });

  it('steps by one event, with buttons and with keys, and goes to the start and to the end', async () => {
    const { page, context } = await watching(site());
    await scrub(page, 0.3 * taken.length);
    const from = await at(page);
    await page.getByRole('button', { name: 'Forward by one event' }).click();
    expect(await at(page)).toBe(next(taken, from));
    await page.getByRole('button', { name: 'Back by one event' }).click();
    expect(await at(page)).toBe(previous(taken, next(taken, from) as number));
    const here = await at(page);
    await page.keyboard.press('ArrowRight');
    expect(await at(page)).toBe(next(taken, here));
    await page.keyboard.press('End');
    expect(await at(page)).toBe(taken.length);
    await page.keyboard.press('Home');
    expect(await at(page)).toBe(0);
    await context.close();
  });

  it('plays at the speed chosen, pauses with the space bar, and says then how things stand', async () => {
    const { page, context } = await watching(site(), { stillness: false });
    await page.keyboard.press('Home');
    await page.getByLabel('Speed').selectOption('60');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction("document.querySelector('.film .side').dataset.at > 5e6");
    await page.locator('.film h2').click(); // the focus is nowhere in particular
    await page.keyboard.press(' ');
    expect(await page.getAttribute('.film', 'data-playing')).toBe('false');
    const paused = await at(page);
    expect(await shows(page)).toEqual(expected(paused));
    await page.waitForFunction(`document.querySelector('[data-spoken]').textContent.includes(${JSON.stringify(expected(paused).words)})`);
    expect(await at(page)).toBe(paused);
    await context.close();
  });

  it('goes to the first failure and tells the story of that request', async () => {
    const { page, context } = await watching(site());
    const { at: failedAt, request } = moments.firstFailure as { at: number; request: number };
    await page.getByRole('button', { name: 'first failure' }).click();

    expect(await at(page)).toBe(failedAt);
    expect(await page.getAttribute('.tale', 'data-chosen')).toBe(String(request));
    const story = storyOf(taken, trailOf(taken, request));
    expect(await page.locator('.tale li').allTextContents()).toEqual(story.map((line) => `${timeOf(taken, line.at)} ${line.says}`));
    expect(story.at(-1)?.says).toBe('failed: acquire timeout, 30 s after its arrival');
    await page.getByRole('button', { name: 'Who has waited longest' }).click();
    expect(Number(await page.getAttribute('.tale', 'data-chosen'))).toBe(stateAt(taken, failedAt).lines.get(0)?.[0]);
    await page.locator('.film button.cell').first().click();
    expect(await page.locator('.film .cell.chosen').count()).toBeGreaterThan(0);
    await context.close();
  });

  it('shows a change beside it on the same arrivals, and says what is wrong with one that cannot be', async () => {
    const { page, context } = await watching(site());
    await page.getByRole('button', { name: 'pools.main.maximumPoolSize=20' }).click();
    await page.waitForSelector('.film .side >> nth=1', { timeout: 30_000 });
    await page.getByRole('button', { name: 'first failure' }).click();
    const [before, after] = await Promise.all([0, 1].map((side) => numbersOf(page, `.film .side >> nth=${side}`, ['at', 'arrived', 'failed'])));
    expect(after).toEqual([before?.[0], before?.[1], 0]);
    expect(before?.[2]).toBeGreaterThan(0);
    await picture(page, 'film-two', true);
    await page.locator('.film .change').fill('pools.main.maximumPoolSize=many');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.film [role=alert]');
    expect(await page.textContent('.film [role=alert]')).toContain('maximumPoolSize');
    await context.close();
  });

  it('plays nothing by itself where less motion is asked for, and can be stepped by seconds', async () => {
    const { page, context } = await watching(site(), { stillness: true });
    expect(await page.getByRole('button', { name: 'Play' }).count()).toBe(0);
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await page.waitForTimeout(300);
    expect(await at(page)).toBe(0);
    await page.getByRole('button', { name: 'Forward by one second' }).click();
    expect(await at(page)).toBe(1e6);
    await context.close();
  });

  it.each([[1440, 'light'], [820, 'dark'], [360, 'light']] as const)('fits a page %i wide, without a serious finding of axe (%s)', async (width, theme) => {
    const { page, context, wrongs } = await watching(site(), { width, theme });
    await page.getByRole('button', { name: 'longest line' }).click();
    await page.getByRole('button', { name: 'Who has waited longest' }).click();

    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await picture(page, `film-${width}-${theme}`, true);
    expect(wrongs).toEqual([]);
    await context.close();
  });
});
