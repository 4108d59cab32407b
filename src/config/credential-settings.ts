import { z } from 'zod';
import { LEAST_KEY_LENGTH } from '#access';
import type { CredentialSettings } from '#access';
import { section } from '#backends';
import type { Environment } from '#backends';
import { ConfigError } from '#errors';
import { isLoopbackName, parseHostSetting } from '#normalise';

const KEYS = `API_KEYS must be keys of ${LEAST_KEY_LENGTH} characters or more of A-Z, a-z, 0-9 and .~+/=_-, separated by commas, each once: "npx facet key new" makes one.`;
const KEY = /^[\w.~+/=-]+$/;
const LONGEST_KEY = 512;

const isKey = (key: string): boolean =>
  key.length >= LEAST_KEY_LENGTH && key.length <= LONGEST_KEY && KEY.test(key);

const keysIn = (text: string): readonly string[] => text.split(',').map((key) => key.trim());

const areKeys = (text: string): boolean => {
  const keys = keysIn(text);
  return keys.every(isKey) && new Set(keys).size === keys.length;
};

const address = z
  .url('JWKS_URL must be an address, such as https://login.example.com/.well-known/jwks.json.')
  .transform((text) => new URL(text))
  .refine(
    ({ protocol, hostname }) =>
      protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname)),
    'JWKS_URL must begin with https://: whoever changes its answer on the way can make tokens.',
  );

const isHost = (text: string): boolean => parseHostSetting(text)?.port === '';

/** Where the server listens. */
export const host = z
  .string()
  .trim()
  .refine(isHost, 'HOST must be an IP address or a host name, without a port.')
  .default('127.0.0.1');

/** Who may call. */
export const credentials = section(
  {
    CALLERS_FILE: z.string().trim().min(1).optional(),
    JWKS_URL: address.optional(),
    JWT_ISSUER: z.string().trim().min(1).optional(),
    JWT_AUDIENCE: z.string().trim().min(1).optional(),
    JWT_CORPORATIONS_CLAIM: z.string().trim().min(1).optional(),
  },
  { API_KEYS: z.string().trim().refine(areKeys, KEYS).optional() },
  {
    url: 'JWKS_URL',
    needs: {
      JWT_ISSUER: 'what the tokens have as iss',
      JWT_AUDIENCE: 'what they have as aud',
    },
    alone: ['CALLERS_FILE', 'API_KEYS'],
  },
);

/**
 * Reads who may call.
 * @throws ZodError
 */
export function credentialSettings(environment: Environment): CredentialSettings {
  const {
    CALLERS_FILE: file = null,
    API_KEYS: keys,
    JWKS_URL: jwksUrl,
    ...own
  } = credentials.parse(environment);
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_CORPORATIONS_CLAIM: claim = null } = own;
  return {
    keys: file === null && !keys ? null : { file, keys: keys ? keysIn(keys.value) : [] },
    tokens:
      jwksUrl && issuer !== undefined && audience !== undefined
        ? { jwksUrl, issuer, audience, corporationsClaim: claim }
        : null,
  };
}

/** Whether callers show who they are. */
export const tellsApart = ({ keys, tokens }: CredentialSettings): boolean =>
  keys !== null || tokens !== null;

/** @throws ConfigError when others than this machine could call, and nobody could tell who they are */
export function refuseOpenHost(name: string, { keys, tokens }: CredentialSettings): void {
  if (tellsApart({ keys, tokens }) || isLoopbackName(parseHostSetting(name)?.name ?? '')) return;
  throw new ConfigError(
    'HOST must be 127.0.0.1, ::1 or localhost as long as callers show no credentials: set CALLERS_FILE, API_KEYS or JWKS_URL.',
  );
}
