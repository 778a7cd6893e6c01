/** Spring Boot's configuration and HikariCP's own: relaxed names, placeholders, documents, profiles, and everything that is no option of a pool. */

import { stringify } from 'dot-properties';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify as yaml } from 'yaml';
import { profileHolds } from '../../src/import/spring-documents.ts';
import { got, refused } from './imported.ts';

const application = `# the shop
server:
  port: 8080
  tomcat:
    threads: { max: 150 }
logging.level.root: INFO
spring:
  application: { name: shop }
  jpa:
    open-in-view: true
  datasource:
    url: jdbc:postgresql://db/shop
    username: \${DB_USER}
    maximum-pool-size: 99
    hikari:
      pool-name: orders
      maximumPoolSize: \${POOL_SIZE:25}
      minimum_idle: 5
      connection-timeout: 2_000
      max-lifetime: 20000
      auto-commit: false
      data-source-properties: { cachePrepStmts: true }
      leak-detection-treshold: 5000
---
spring:
  config.activate.on-profile: prod & !cloud
  datasource.hikari.maximum-pool-size: 60
`;

describe('application.yml of Spring Boot', () => {
  it('becomes a pool of kind spring-boot with the options of the file, each with its line', () => {
    const { format, members, yaml: text } = got(application, 'application.yml');

    expect(format).toBe('spring');
    expect(members).toEqual({ orders: { kind: 'spring-boot', database: 'primary', 'maximum-pool-size': 25, 'minimum-idle': 5, 'connection-timeout': 2000, 'max-lifetime': 20000 } });
    expect(text).toMatch(/maximum-pool-size: 25 +# application\.yml:17, default of \$\{POOL_SIZE\}/);
  });

  it('lists every key that is no option: where it is, and what it would have been', () => {
    const { said } = got(application, 'application.yml');

    for (const line of [
      'unknown 14: spring.datasource.maximum-pool-size: Spring Boot ignores it here; it belongs under spring.datasource.hikari.maximum-pool-size',
      'unknown 23: spring.datasource.hikari.leak-detection-treshold. Did you mean "leak-detection-threshold"?',
      'notNeeded 12: spring.datasource.url', 'notNeeded 13: spring.datasource.username', 'notNeeded 21: spring.datasource.hikari.auto-commit', 'notNeeded 22: spring.datasource.hikari.data-source-properties.cachePrepStmts',
      'notNeeded 3: server.port', 'notNeeded 6: logging.level.root', 'notNeeded 8: spring.application.name',
      'note -: a document for the profile "prod & !cloud" was not used; --profile NAME uses it',
      "note 16: the library's log will say: orders - maxLifetime is less than 30000ms, setting to default 1800000ms.",
    ]) expect(said).toContain(line);
    expect(said.filter((line) => /threads.max: at most 150 requests/.test(line))).toHaveLength(1);
    expect(said.filter((line) => /open-in-view: a request holds/.test(line))).toHaveLength(1);
  });

  it('has other documents under other profiles, and values from --env', () => {
    expect(got(application, 'application.yml', { profile: ['prod'], env: ['POOL_SIZE=7'] }).members.orders?.['maximum-pool-size']).toBe(60);
    expect(got(application, 'application.yml', { profile: ['prod', 'cloud'], env: ['POOL_SIZE=7'] }).members.orders?.['maximum-pool-size']).toBe(7);
    expect(got('spring.datasource.hikari.maximum-pool-size: 4', 'application-prod.yml').members.main?.['maximum-pool-size']).toBe(4);
  });

  it('with several data sources has several pools; other libraries have their kinds', () => {
    const { members } = got('app:\n  datasource:\n    orders: { hikari: { maximum-pool-size: 5 } }\n    billing: { hikari: { maximum-pool-size: 6 } }\nspring.datasource.tomcat.max-active: 30\n', 'application.yml', { database: 'primary' });

    expect(members).toMatchObject({ orders: { kind: 'spring-boot', 'maximum-pool-size': 5 }, billing: { 'maximum-pool-size': 6 }, main: { kind: 'tomcat-jdbc', maxActive: 30 } });
  });

  it('that says nothing about the pool has its defaults', () => expect(got('spring:\n  datasource:\n    url: jdbc:postgresql://db/x\n', 'application.yml').members).toEqual({ main: { kind: 'spring-boot', database: 'primary' } }));

  it('stops where Spring or HikariCP would, with the line', () => {
    expect(refused('spring.datasource.hikari.connection-timeout: 30s', 'application.yml')).toMatch(/^application\.yml:1: .*"30s" is no whole number: Spring fails to convert it for HikariCP, which takes milliseconds without a unit/);
    expect(refused('spring.datasource.hikari:\n  connection-timeout: 100', 'application.yml')).toBe('application.yml:2: connection-timeout: HikariCP refuses this: "connectionTimeout cannot be less than 250ms"');
    expect(refused(`spring.datasource.hikari:\n  maximum-pool-size: \${SIZE}`, 'application.yml')).toBe(`application.yml:2: spring.datasource.hikari.maximum-pool-size: \${SIZE} has no default: say --env SIZE=VALUE`);
    expect(refused('spring:\n  datasource: {\n', 'application.yml')).toMatch(/^application\.yml:\d+: /);
    expect(refused('spring:\n  application: { name: x }\n', 'application.yml')).toContain('there is no data source in it');
  });
});

describe('application.properties of Spring Boot', () => {
  it('is read with escapes, continued lines, documents, nested placeholders and properties of the file', () => {
    const { members, said } = got([
      'pool.size=12', '! a comment', `spring.datasource.hikari.maximum-pool-size : \${POOL:\${pool.size}}`, 'spring.datasource.hikari.pool-name=or\\u0064ers\\', '   -main', 'spring.datasource.hikari.minimum-idle=2',
      '#---', 'spring.config.activate.on-profile=test', 'spring.datasource.hikari.minimum-idle=1',
    ].join('\n'), 'application.properties');

    expect(members).toEqual({ 'orders-main': { kind: 'spring-boot', database: 'primary', 'maximum-pool-size': 12, 'minimum-idle': 2 } });
    expect(said).toContain('notNeeded 1: pool.size');
  });

  it('knows the names of the environment', () => expect(got('SPRING_DATASOURCE_URL=jdbc:x\nSPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE=30\nSPRING_DATASOURCE_HIKARI_MAXLIFETIME=600000\n', '.env').members.main).toMatchObject({ 'maximum-pool-size': 30, 'max-lifetime': 600000 }));
});

const options = fc.record({
  'maximum-pool-size': fc.integer({ min: 1, max: 500 }), 'minimum-idle': fc.integer({ min: 0, max: 500 }), 'connection-timeout': fc.integer({ min: 250, max: 1e6 }), 'idle-timeout': fc.integer({ min: 0, max: 1e7 }),
  'max-lifetime': fc.integer({ min: 0, max: 1e7 }), 'keepalive-time': fc.integer({ min: 0, max: 1e6 }), 'leak-detection-threshold': fc.integer({ min: 0, max: 1e6 }), 'validation-timeout': fc.integer({ min: 250, max: 1e5 }), 'initialization-fail-timeout': fc.integer({ min: -1, max: 1e5 }),
}, { requiredKeys: [] });
const camel = (key: string): string => key.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const spelled: readonly ((key: string) => string)[] = [(key) => key, camel, (key) => key.replaceAll('-', '_'), (key) => camel(key).toUpperCase()];

describe('what is written in a format', () => {
  it('comes back as exactly these options: application.properties, in any spelling', () => {
    fc.assert(fc.property(options, fc.constantFrom(...spelled), (given, spell) => {
      const text = stringify({ 'spring.datasource.url': 'jdbc:postgresql://h/d', ...Object.fromEntries(Object.entries(given).map(([key, value]) => [`spring.datasource.hikari.${spell(key)}`, String(value)])) });
      expect(got(text, 'application.properties').members).toEqual({ main: { kind: 'spring-boot', database: 'primary', ...given } });
    }), { seed: 21, numRuns: 60 });
  });
  it('comes back as exactly these options: application.yml, in any spelling, with or without placeholders', () => {
    fc.assert(fc.property(options, fc.constantFrom(...spelled), fc.boolean(), (given, spell, placeholders) => {
      const text = yaml({ spring: { datasource: { url: 'jdbc:x', hikari: Object.fromEntries(Object.entries(given).map(([key, value]) => [spell(key), placeholders ? `\${X_${camel(key)}:${value}}` : value])) } } });
      expect(got(text, 'application.yml').members).toEqual({ main: { kind: 'spring-boot', database: 'primary', ...given } });
    }), { seed: 22, numRuns: 60 });
  });
  it("comes back as exactly these options: HikariCP's own properties", () => {
    fc.assert(fc.property(options, (given) => {
      const own = Object.fromEntries(Object.entries(given).map(([key, value]) => [camel(key), value]));
      expect(got(stringify({ jdbcUrl: 'jdbc:x', 'dataSource.user': 'a', ...Object.fromEntries(Object.entries(own).map(([key, value]) => [key, String(value)])) }), 'hikari.properties').members).toEqual({ main: { kind: 'hikaricp', database: 'primary', ...own } });
    }), { seed: 23, numRuns: 40 });
  });
});

describe("HikariCP's own properties", () => {
  it('have its exact names: another one is what it stops at', () => expect(got('maximumPoolSize=5\nmaximumPoolsize=6\n', 'hikari.properties').said).toEqual(['unknown 2: maximumPoolsize: HikariCP stops with "Property maximumPoolsize does not exist on target class". Did you mean "maximumPoolSize"?']));
});

describe('an expression of profiles', () => {
  it('is read with !, &, | and brackets', () => {
    expect([['prod', 'prod'], ['!prod', 'prod'], ['prod & cloud', 'prod'], ['prod | cloud', 'prod'], ['(prod | cloud) & !eu', 'prod'], ['!(a | b)', 'prod']].map(([expression = '', profile = '']) => profileHolds(expression, [profile]))).toEqual([true, false, false, true, true, true]);
  });
});
