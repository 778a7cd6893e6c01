/** A real browser on the built page, for the tests of the playground. */

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium as engine, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { chromium, noBrowser } from './chromium.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface PageOptions {
  /** What stands behind the address of the site: "#learn/pool-size". */
  readonly path?: string;
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  readonly stillness?: boolean;
}

export interface Site {
  /** With a slash at its end. */
  readonly address: string;
  readonly browser: Browser;
  /** A page of a fresh visitor. Errors of the page and requests to anywhere else are collected in `wrongs`. */
  page(options?: PageOptions): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Exceptions, messages of level error, and requests that left the site. */
  readonly wrongs: string[];
}

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Serves the built page with the command that people use, and starts a browser. */
export async function openSite(): Promise<Site> {
  const server = spawn(process.execPath, ['.config/playground.mjs', '--serve', '--no-build'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      const found = /http:\/\/\S+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  const browser = await engine.launch({ executablePath: chromium ?? '', args: flags });
  return {
    address, browser,
    page: (options = {}) => visit(browser, address, options),
    close: async () => {
      await browser.close();
      server.kill('SIGTERM');
    },
  };
}

export async function visit(browser: Browser, address: string, { path = '', width = 1440, height = 900, theme = 'light', stillness = true }: PageOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: stillness ? 'reduce' : 'no-preference', acceptDownloads: true });
  const page = await context.newPage();
  // Patience for a busy machine: nothing here is about speed.
  page.setDefaultTimeout(90_000);
  const wrongs: string[] = [];
  page.on('pageerror', (error) => wrongs.push(`exception: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') wrongs.push(`console: ${message.text()}`); });
  page.on('request', (request) => { if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(new URL(address).origin)) wrongs.push(`left the site: ${request.url()}`); });
  await page.goto(address + path);
  return { page, context, wrongs };
}

/** Findings of axe on the page as it stands, of serious and critical impact, in a line each. What Vega drew is hidden from screen readers (the figure speaks for it), and left out: it has thousands of parts. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude('.drawn > svg').analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, help, nodes }) => `${id}: ${help} at ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`);
}

/** Keeps a picture of the page where POOLSIM_SCREENSHOTS names a folder; does nothing elsewhere. */
export async function picture(page: Page, name: string, whole = false): Promise<void> {
  const folder = process.env.POOLSIM_SCREENSHOTS;
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
}

/** Tests on one site; skipped with a word where there is no browser. `site` is there from the first test on. */
export function describeInBrowser(what: string, tests: (site: () => Site) => void): void {
  describe.skipIf(chromium === null)(chromium === null ? `${what} (${noBrowser})` : what, () => {
    let site: Site | null = null;
    beforeAll(async () => { site = await openSite(); });
    afterAll(async () => { await site?.close(); });
    tests(() => {
      if (site === null) throw new Error('the site is not open yet');
      return site;
    });
  });
}
