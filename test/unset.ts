import type { Backend } from '#schema';

/** The variables of each backend that the sandbox sets. */
const variables = {
  HAPTIK_TRACT: ['HAPTIK_TRACT_URL', 'HAPTIK_TRACT_TOKEN', 'HAPTIK_TRACT_CREATE_USER_HOOK'],
  HAPTIK: ['HAPTIK_URL', 'HAPTIK_TOKEN', 'HAPTIK_CLIENT_ID'],
  CHAKRA: ['CHAKRA_URL', 'CHAKRA_TOKEN'],
  VOLT_MX: ['VOLT_MX_URL', 'VOLT_MX_USERNAME', 'VOLT_MX_PASSWORD'],
  EMERITUS: ['EMERITUS_URL', 'EMERITUS_TOKEN', 'EMERITUS_APP_ID'],
} satisfies Record<Backend, readonly string[]>;

/** Unsets what configures these backends. */
export const unset = (...backends: readonly Backend[]): Readonly<Record<string, string>> =>
  Object.fromEntries(backends.flatMap((backend) => variables[backend].map((name) => [name, ''])));
