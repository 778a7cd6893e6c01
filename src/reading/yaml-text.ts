/** Plain data to YAML text that reads back as the same data. */

import { stringify } from 'yaml';

/** Lines are not folded: a promise or a statement stays on its line. */
export const yamlText = (data: unknown): string => stringify(data, { lineWidth: 0 });
