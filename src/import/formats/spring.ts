/**
 * Spring Boot's application.properties and application.yml: the pools under `spring.datasource.hikari` (also `tomcat` and `dbcp2`, and any other prefix that
 * ends so), with relaxed names, placeholders, documents and profiles. Source: spring-projects/spring-boot 3.4, `DataSourceConfiguration`, `DataSourceProperties`.
 */

import { type BlocksFormat, type Fault, type Head, type Imported, type ImportWords, type Remark } from '../format.ts';
import { blocksOf, type Draft, environment, kindOf, note, notNeeded, plainValue, type Setting, uniform, unknownKey } from '../settings.ts';
import { chosenBy, propertiesDocuments, type Property, resolved, uniformKey, yamlDocuments } from '../spring-documents.ts';

/** Properties of each library that Spring hands through, and the kind that stands for it. */
const libraries: { readonly [part: string]: string } = { hikari: 'spring-boot', tomcat: 'tomcat-jdbc', dbcp2: 'dbcp2' };

/** What else HikariCP can be told; it changes nothing in how connections are lent. */
export const hikariOthers = [
  'jdbcUrl', 'url', 'username', 'password', 'driverClassName', 'dataSourceClassName', 'dataSourceJNDI', 'poolName', 'autoCommit', 'connectionTestQuery', 'connectionInitSql', 'readOnly', 'transactionIsolation', 'catalog', 'schema',
  'registerMbeans', 'isolateInternalQueries', 'allowPoolSuspension', 'exceptionOverrideClassName', 'threadFactory', 'scheduledExecutor', 'metricRegistry', 'metricsTrackerFactory', 'healthCheckRegistry', 'dataSource', 'credentials', 'loginTimeout',
].map(uniform);

const springOthers = ['url', 'username', 'password', 'driverClassName', 'type', 'name', 'generateUniqueName', 'jndiName', 'embeddedDatabaseConnection', 'continueOnError', 'platform', 'schema', 'data', 'initializationMode', 'sqlScriptEncoding', 'separator'].map(uniform);

const isYaml = (head: Head): boolean => /\.ya?ml$/i.test(head.name) || /^(?:---\s*$|\s*[\w-]+:(?:\s|$))/m.test(head.text.split('\n').filter((line) => !/^\s*(?:#.*)?$/.test(line))[0] ?? '');

export const spring: BlocksFormat = {
  name: 'spring',
  says: "Spring Boot's application.properties or application.yml: spring.datasource.hikari.* (also tomcat, dbcp2); --profile chooses documents",
  makes: 'pools',
  recognises: ({ text, name }) => /^\s*(?:spring[.:]|SPRING_DATASOURCE_)/m.test(text) || /datasource\.hikari\./i.test(text) || (/^application.*\.(?:ya?ml|properties)$/.test(name) && /hikari|datasource/i.test(text)),
  read: (text, words, head) => {
    const read = isYaml(head) ? yamlDocuments(text) : propertiesDocuments(text);
    return 'faults' in read ? { ok: false, faults: read.faults } : imported(read.documents, words, head);
  },
};

function imported(documents: readonly (readonly Property[])[], words: ImportWords, head: Head): Imported {
  const named = /^(?:application|bootstrap)-(.+)\.(?:ya?ml|properties)$/.exec(head.name)?.[1];
  const { properties, unused } = chosenBy([...(words.profile ?? []), ...(named === undefined ? [] : [named])], documents.map((document) => document.map(fromEnvironment)));
  const remarks: Remark[] = unused.map((profile) => note(`a document for the profile "${profile}" was not used; --profile NAME uses it`));
  const sorted = sortedOut(properties, remarks);
  if (sorted.pools.size === 0 && !sorted.hasSource) return { ok: false, faults: [{ line: 1, says: 'there is no data source in it (spring.datasource.*)' }] };
  if (sorted.pools.size === 0) sorted.pools.set('main', { kind: sorted.kind, properties: [] });
  const faults: Fault[] = [];
  const drafts = [...sorted.pools].map(([name, pool]) => draftOf(name, pool, { properties, environment: environment(words), remarks, faults }));
  return faults.length > 0 ? { ok: false, faults } : blocksOf('pools', drafts, head.name, words, remarks);
}

/** SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE, as .env files have it, is the property of that name. */
function fromEnvironment(property: Property): Property {
  if (!/^SPRING_[A-Z0-9_]+$/.test(property.key)) return property;
  const parts = /^SPRING_DATASOURCE_(?:(HIKARI|TOMCAT|DBCP2)_)?(.+)$/.exec(property.key);
  return parts === null ? { ...property, key: property.key.toLowerCase().replace(/_/g, '.') } : { ...property, key: ['spring.datasource', parts[1]?.toLowerCase(), parts[2]?.toLowerCase()].filter((part) => part !== undefined).join('.') };
}

interface PoolFound {
  readonly kind: string;
  readonly properties: { readonly name: string; readonly property: Property }[];
}

/** Which property belongs to which pool; everything else becomes a remark. */
function sortedOut(properties: readonly Property[], remarks: Remark[]): { readonly pools: Map<string, PoolFound>; readonly hasSource: boolean; readonly kind: string } {
  const pools = new Map<string, PoolFound>();
  const outside = new Map<string, Property[]>();
  const type = properties.find(({ key }) => uniformKey(key) === 'spring.datasource.type')?.value ?? '';
  const kind = /tomcat/i.test(type) ? 'tomcat-jdbc' : /dbcp2/i.test(type) ? 'dbcp2' : 'spring-boot';
  let hasSource = false;
  for (const property of properties) {
    const parts = property.key.split('.');
    const at = parts.findIndex((part, i) => libraries[uniform(part)] !== undefined && i < parts.length - 1 && (uniform(part) !== 'tomcat' || /datasource/.test(uniformKey(parts.slice(0, i).join('.')))));
    const source = uniformKey(property.key).startsWith('spring.datasource.');
    if (source) hasSource = true;
    if (at >= 0) {
      const name = [...parts.slice(0, at)].reverse().find((part) => !/^(?:spring|app|datasource|data-source|jdbc|configuration)$/i.test(part)) ?? 'main';
      const pool = pools.get(name) ?? { kind: libraries[uniform(parts[at] ?? '')] ?? kind, properties: [] };
      pool.properties.push({ name: parts.slice(at + 1).join('.'), property });
      pools.set(name, pool);
    } else if (source) remarks.push(besides(property, parts.slice(2).join('.')));
    else outside.set(parts.slice(0, 2).join('.'), [...(outside.get(parts.slice(0, 2).join('.')) ?? []), property]);
  }
  remarks.push(...advice(properties));
  for (const [prefix, list] of outside) remarks.push(list.length === 1 ? notNeeded(list[0]?.key ?? '', list[0]?.line ?? 1) : notNeeded(`${prefix}.*`, list[0]?.line ?? 1, `${list.length} keys, lines ${list.map(({ line }) => line).join(', ')}`));
  return { pools, hasSource, kind };
}

/** A property of the data source itself: Spring's own, or one that belongs a level deeper. */
function besides(property: Property, name: string): Remark {
  const option = Object.keys(kindOf('spring-boot', 'pools').options).find((key) => uniform(key) === uniform(name));
  if (option !== undefined) return { sort: 'unknown', line: property.line, says: `${property.key}: Spring Boot ignores it here; it belongs under spring.datasource.hikari.${option}` };
  return springOthers.includes(uniform(name)) || name.startsWith('xa.') ? notNeeded(property.key, property.line) : unknownKey(property.key, property.line, []);
}

/** Settings outside the pool that decide how many callers it has. */
function advice(properties: readonly Property[]): Remark[] {
  const found = (key: string): Property | undefined => properties.find((one) => uniformKey(one.key) === key);
  const threads = found('server.tomcat.threads.max') ?? found('server.tomcat.maxthreads');
  const view = found('spring.jpa.openinview');
  return [
    ...(threads === undefined ? [] : [note(`${threads.key}: at most ${threads.value} requests at once ask this pool; what is beyond waits in front of the server`, threads.line)]),
    ...(view?.value === 'false' ? [] : view === undefined ? [] : [note(`${view.key}: a request holds its connection until its view is rendered: put its thinking inside the transaction`, view.line)]),
  ];
}

interface Desk {
  readonly properties: readonly Property[];
  readonly environment: ReadonlyMap<string, string>;
  readonly remarks: Remark[];
  readonly faults: Fault[];
}

/** A pool with those of its properties that are options of its kind. */
function draftOf(prefix: string, pool: PoolFound, desk: Desk): Draft {
  const options = Object.keys(kindOf(pool.kind, 'pools').options).filter((key) => key !== 'version');
  const settings: Setting[] = [];
  let name = prefix;
  for (const { name: written, property } of pool.properties) {
    const key = options.find((option) => uniform(option) === uniform(written));
    if (uniform(written) === 'poolname') name = resolved(property.value, desk.environment, desk.properties).text;
    if (key === undefined) desk.remarks.push(hikariOthers.includes(uniform(written.split('.')[0] ?? '')) || /^(?:data-?source-?properties|connection-?properties)\b/i.test(written) ? notNeeded(property.key, property.line) : unknownKey(property.key, property.line, options));
    else settings.push(...settingOf(key, property, pool.kind, desk));
  }
  return { name, kind: pool.kind, settings, line: pool.properties[0]?.property.line ?? 1 };
}

/** The value of an option as Spring would convert it: whole numbers for HikariCP, whose setters take milliseconds. */
function settingOf(key: string, property: Property, kind: string, { properties, environment: known, faults, remarks }: Desk): Setting[] {
  const { text, from, missing } = resolved(property.value, known, properties);
  const wrong = (says: string): [] => (faults.push({ line: property.line, says: `${property.key}: ${says}` }), []);
  if (missing !== undefined) return wrong(`\${${missing}} has no default: say --env ${missing}=VALUE`);
  if (text.trim() === '') return remarks.push(note(`${property.key} is empty and left at its default`, property.line)), [];
  const value = plainValue(text);
  if (kind === 'spring-boot' && !(typeof value === 'number' && Number.isInteger(value))) return wrong(`"${text}" is no whole number: Spring fails to convert it for HikariCP, which takes ${/size|idle$/.test(key) ? 'a number' : 'milliseconds without a unit'}`);
  return [{ key, value, line: property.line, from }];
}
