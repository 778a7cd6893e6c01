/** Names of routes from what logs say: "GET /orders/4711?page=2" is the route GET_orders/ID. */

const id = /^(?:\d+|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16,}|[0-9A-HJKMNP-TV-Z]{26})$/i;

/** A path without its query, with ID for each part that is a number, a UUID, a long hexadecimal number or a ULID. */
const withoutIds = (path: string): string => path.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '').split('/').filter((part) => part !== '').map((part) => (id.test(part) ? 'ID' : part)).join('/');

/** The route of a request by method and path; `/` alone is "root". */
export const requestRoute = (method: string, path: string): string => routeName(`${method.toUpperCase()}_${withoutIds(path) || 'root'}`);

/** Any text as a name that a scenario accepts: letters, digits, dots, dashes, underscores and slashes, at most 80 of them. */
export function routeName(text: string): string {
  const plain = text.trim().replace(/[^A-Za-z0-9_.\-/]+/g, '_').replace(/^[^A-Za-z0-9_]+/, '').slice(0, 80);
  return plain === '' || plain === '__proto__' ? 'unnamed' : plain;
}
