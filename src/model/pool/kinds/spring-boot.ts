/** Spring Boot's default data source: HikariCP as `spring.datasource.hikari.*` spells it. The web server beside it, Tomcat with 200 threads, is the app's
 *  affair. Source: spring-projects/spring-boot 3.4 (HikariCP 5.1.0), `DataSourceConfiguration.Hikari`, `ServerProperties.Tomcat.Threads` (pool notes §3.1). */

import type { ReadFields } from '../../../shape/tables.ts';
import { hikariOptions, hikariPolicy } from './hikari.ts';
import { hikariMetrics, hikariTraps } from './hikaricp.ts';
import { poolKind } from './kind.ts';

const options = {
  'maximum-pool-size': hikariOptions.maximumPoolSize,
  'minimum-idle': hikariOptions.minimumIdle,
  'connection-timeout': hikariOptions.connectionTimeout,
  'idle-timeout': hikariOptions.idleTimeout,
  'max-lifetime': hikariOptions.maxLifetime,
  'keepalive-time': hikariOptions.keepaliveTime,
  'leak-detection-threshold': hikariOptions.leakDetectionThreshold,
  'validation-timeout': hikariOptions.validationTimeout,
  'initialization-fail-timeout': hikariOptions.initializationFailTimeout,
  version: hikariOptions.version,
};

const policy = (given: ReadFields<typeof options>) => hikariPolicy({
  maximumPoolSize: given['maximum-pool-size'], minimumIdle: given['minimum-idle'], connectionTimeout: given['connection-timeout'], idleTimeout: given['idle-timeout'],
  maxLifetime: given['max-lifetime'], keepaliveTime: given['keepalive-time'], leakDetectionThreshold: given['leak-detection-threshold'], validationTimeout: given['validation-timeout'],
  initializationFailTimeout: given['initialization-fail-timeout'], version: given.version, aliveBypassWindowMs: 500_000, housekeepingPeriodMs: 30_000_000,
});

export const springBoot = poolKind({
  kind: 'spring-boot',
  version: '3.4 with HikariCP 5.1.0',
  says: 'Spring Boot\'s HikariCP: ten connections for at most 200 request threads (server.tomcat.threads.max, an assumption: model them as users or instances)',
  source: 'spring-projects/spring-boot 3.4, spring.datasource.hikari',
  metrics: hikariMetrics,
  traps: [{ says: 'Ten connections stand behind 200 Tomcat threads: 190 of them can wait at once, each for up to 30 s. With spring.jpa.open-in-view a request holds its connection until its view is rendered.' }, ...hikariTraps],
  options,
  policy,
});
