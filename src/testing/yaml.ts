/** A scenario of plain data as the YAML file that a person would keep. */

import { yamlText } from '../reading/yaml-text.ts';
import type { ScenarioData } from './scenario-data.ts';

/** The file; `poolsim run` reads it. */
export const yamlOf = (data: ScenarioData): string => yamlText(data);
