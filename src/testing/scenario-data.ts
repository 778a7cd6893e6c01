/** A scenario as plain data: what a YAML file holds before it is read. */

/** A table of a scenario file. */
export interface Table {
  [key: string]: unknown;
}

/** A scenario file as plain data. */
export interface ScenarioData extends Table {
  run: Table;
  databases: { [name: string]: Table };
  pools: { [name: string]: Table };
  apps?: { [name: string]: Table };
  routes: { [name: string]: unknown };
  traffic: { [name: string]: Table };
  cron?: { [name: string]: Table };
  incidents?: Table[];
}
