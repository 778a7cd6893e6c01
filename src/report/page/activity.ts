/** The section of the page that shows the sessions of the servers, as an administrator would have asked for them. */

import type { RunResult } from '../../result.ts';
import { activityTold } from '../activity.ts';
import type { Answer } from '../activity/answer.ts';
import { escaped, type Markup, section, tableOf } from './html.ts';

const shown = ({ asks, sql, head, rows }: Answer): Markup => {
  const empty = rows.length === 0 ? '<p class="quiet">no rows</p>\n' : tableOf(asks === '' ? sql : asks, head, rows, false);
  return `<pre>${escaped(sql)}</pre>\n${empty}`;
};

/** Empty where nobody asked for a snapshot. */
export const activity = (result: RunResult): Markup => section('activity', 'Who was on the database', activityTold(result).map(({ heading, note, sessions, questions, count }) => {
  const more = count > sessions.rows.length ? `<p class="quiet">${sessions.rows.length} of ${count} sessions; the CSV file has them all</p>\n` : '';
  return `<h3>${escaped(heading)}</h3>\n${note === '' ? '' : `<p>${escaped(note)}</p>\n`}${questions.map(shown).join('')}<details><summary>${escaped(sessions.sql.split(' ').slice(0, 3).join(' '))} …</summary>\n${shown(sessions)}${more}</details>\n`;
}).join(''));
