/** The quiz on the page: the same questions as in the terminal, marked with their reason, scored at the end; by keyboard, nothing serious for axe. */

import { expect, it } from 'vitest';
import { makeQuestion } from '../../src/lessons/quiz/make.ts';
import { describeInBrowser, picture, seriousFindings } from './page.ts';

describeInBrowser('the quiz', (site) => {
  it('asks the questions of its seed, marks answers by the same key as the engine outside, and scores them', async () => {
    const { page, context, wrongs } = await site().page({ path: '#quiz' });
    const panel = page.getByRole('tabpanel', { name: 'Quiz' });
    await panel.getByRole('textbox', { name: 'Seed' }).fill('4');
    await panel.getByLabel('Questions').selectOption('3');
    await picture(page, 'quiz-start');
    await panel.getByRole('button', { name: 'Start' }).click();
    for (const number of [1, 2, 3]) {
      const question = makeQuestion(4, number);
      await panel.getByRole('heading', { name: `Question ${number} of 3` }).waitFor();
      await panel.locator('.asking').waitFor();
      expect(await panel.locator('.panel svg').count()).toBe(question.panels.length);
      expect(await panel.getByRole('radio').count()).toBe(question.choices.length);
      expect(await seriousFindings(page)).toEqual([]);
      await picture(page, `quiz-${number}`, true);
      if (question.key.place === null) await panel.locator('input.field').fill(`${Math.round(question.key.p99Ms ?? 0)} ms`);
      else await panel.getByRole('radio', { name: question.choices[question.key.place] ?? '' }).check();
      await panel.getByRole('button', { name: 'Answer' }).click();
      await panel.getByRole('heading', { name: /^Right: / }).waitFor();
      expect(await panel.getByText(question.key.why[0] ?? '').count()).toBe(1);
      expect(await page.locator('[data-spoken]').innerText()).toMatch(/^Right\. /);
      await picture(page, `quiz-${number}-answered`, true);
      await panel.getByRole('button', { name: number === 3 ? 'See the score' : 'Next question' }).click();
    }
    await panel.getByRole('heading', { name: 'Score: 3 of 3' }).waitFor();
    expect(await panel.locator('.marks li').count()).toBe(3);
    expect(wrongs).toEqual([]);
    await context.close();
  });

  it('can be played by keyboard, tells what is no answer, and opens a run in Explore after it', async () => {
    const { page, context, wrongs } = await site().page({ path: '#quiz/5/5/cause' });
    const panel = page.getByRole('tabpanel', { name: 'Quiz' });
    await panel.locator('.asking').waitFor();
    await panel.getByRole('button', { name: 'Answer' }).click();
    expect(await panel.getByRole('alert').innerText()).toMatch(/Choose or type an answer first/);
    await panel.getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await panel.getByRole('heading', { name: /^(?:Right|Not so): / }).waitFor();
    expect(await panel.locator('.outcomes .truth').count()).toBe(1);
    await panel.getByRole('button', { name: 'Open this run in Explore' }).click();
    await page.getByRole('heading', { name: 'A run' }).waitFor();
    await page.getByRole('tab', { name: 'Quiz' }).click();
    await panel.getByRole('heading', { name: /^(?:Right|Not so): / }).waitFor();
    expect(wrongs).toEqual([]);
    await context.close();
  });
});
