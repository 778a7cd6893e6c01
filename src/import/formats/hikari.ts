/** A properties file for `new HikariConfig("hikari.properties")`: names exactly as HikariCP spells them. Source: brettwooldridge/HikariCP 5.1.0, `PropertyElf`. */

import type { BlocksFormat, Fault, Remark } from '../format.ts';
import { blocksOf, kindOf, notNeeded, plainValue, type Setting, uniform, unknownKey } from '../settings.ts';
import { propertiesDocuments } from '../spring-documents.ts';
import { hikariOthers } from './spring.ts';

const systemProperties = ['version', 'aliveBypassWindowMs', 'housekeepingPeriodMs'];

export const hikari: BlocksFormat = {
  name: 'hikari',
  says: "HikariCP's own properties file: maximumPoolSize=10, dataSource.user=…",
  makes: 'pools',
  recognises: ({ text }) => /^\s*(?:maximumPoolSize|minimumIdle|dataSourceClassName|jdbcUrl|connectionTimeout|maxLifetime)\s*[=:]/m.test(text) && !text.trimStart().startsWith('{'),
  read: (text, words, head) => {
    const read = propertiesDocuments(text);
    const properties = 'documents' in read ? read.documents.flat() : [];
    const options = Object.keys(kindOf('hikaricp', 'pools').options).filter((key) => !systemProperties.includes(key));
    const settings = new Map<string, Setting>();
    const remarks: Remark[] = [];
    const faults: Fault[] = [];
    for (const { key, value, line } of properties) {
      const number = plainValue(value);
      if (!options.includes(key)) remarks.push(key.startsWith('dataSource.') || hikariOthers.includes(uniform(key)) ? notNeeded(key, line) : unknownKey(key, line, options, `HikariCP stops with "Property ${key} does not exist on target class"`));
      else if (typeof number !== 'number' || !Number.isInteger(number)) faults.push({ line, says: `${key}: "${value}" is no whole number: HikariCP 5.1 takes ${/Size|Idle$/.test(key) ? 'a number' : 'milliseconds without a unit'}` });
      else settings.set(key, { key, value: number, line });
    }
    const name = properties.find(({ key }) => key === 'poolName')?.value ?? 'main';
    return faults.length > 0 ? { ok: false, faults } : blocksOf('pools', [{ name, kind: 'hikaricp', settings: [...settings.values()], line: 1 }], head.name, words, remarks);
  },
};
