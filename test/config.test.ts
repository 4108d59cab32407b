import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readConfig } from '#config';
import { ConfigError } from '#errors';

const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');

describe('the configuration', () => {
  test('with nothing set is the sandbox on this machine', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      databaseUrl: 'sqlite:data/sandbox.db',
      sandbox: true,
      backendTimeoutMs: 3000,
    });
  });

  test('with a backend set is no sandbox, and its people go to a registry of their own', () => {
    const config = readConfig({ CHAKRA_URL: 'https://chakra.test/', CHAKRA_TOKEN: 'key' });
    expect(config).toMatchObject({ sandbox: false, databaseUrl: 'sqlite:data/facet.db' });
    const urls = config.backends.map(({ name, url }) => [name, url]);
    expect(urls).toContainEqual(['CHAKRA', 'https://chakra.test']);
    expect(urls).toContainEqual(['HAPTIK', undefined]);
  });

  test.each([
    [{ PORT: 'canary' }, 'PORT must be a number from 0 to 65535.'],
    [{ PORT: '70000' }, 'PORT must be a number from 0 to 65535.'],
    [{ HOST: '0.0.0.0' }, 'HOST must be 127.0.0.1, ::1 or localhost'],
    [{ DATABASE_URL: 'mysql://canary' }, 'DATABASE_URL must be sqlite:<file>'],
    [{ BACKEND_TIMEOUT_MS: 'canary' }, 'BACKEND_TIMEOUT_MS must be'],
    [{ SANDBOX: 'canary' }, 'SANDBOX must be 1 or 0.'],
    [{ CHAKRA_URL: 'canary' }, 'CHAKRA_URL must be an http or https URL'],
    [{ CHAKRA_URL: 'http://127.0.0.1:1' }, 'CHAKRA_TOKEN must be set with CHAKRA_URL'],
    [{ CHAKRA_EPOCH_UNIT: 'canary' }, 'CHAKRA_EPOCH_UNIT must be ms or s'],
    [{ HAPTIK_URL: 'http://127.0.0.1:1' }, 'HAPTIK_TOKEN must be set with HAPTIK_URL'],
    [{ EMERITUS_URL: 'http://127.0.0.1:1' }, 'EMERITUS_TOKEN must be set with EMERITUS_URL'],
    [{ VOLT_MX_URL: 'http://127.0.0.1:1' }, 'VOLT_MX_USERNAME must be set with VOLT_MX_URL'],
    [{ ALLOWED_HOSTS: 'facet.example, *.canary' }, 'ALLOWED_HOSTS must be host names'],
    [{ ALLOWED_HOSTS: 'https://canary' }, 'ALLOWED_HOSTS must be host names'],
    [{ ALLOWED_HOSTS: 'canary:port' }, 'ALLOWED_HOSTS must be host names'],
    [{ CORS_ORIGINS: '*' }, 'CORS_ORIGINS must be origins'],
    [{ CORS_ORIGINS: 'https://*.canary' }, 'CORS_ORIGINS must be origins'],
    [{ CORS_ORIGINS: 'https://app.example, canary' }, 'CORS_ORIGINS must be origins'],
    [{ CORS_ORIGINS: 'https://canary/path' }, 'CORS_ORIGINS must be origins'],
    [{ CORS_ORIGINS: 'null' }, 'CORS_ORIGINS must be origins'],
    [{ REQUEST_TIMEOUT_MS: 'canary' }, 'REQUEST_TIMEOUT_MS must be'],
    [{ PRECEDENCE: 'canary=CHAKRA' }, 'PRECEDENCE must be like'],
    [{ PRECEDENCE: 'username=EMERITUS' }, 'the backends that have username are CHAKRA'],
  ])('refuses %o in one line that names the variable and not the value', (environment, line) => {
    expect(() => readConfig(environment)).toThrow(ConfigError);
    expect(() => readConfig(environment)).toThrow(line);
    expect(() => readConfig(environment)).not.toThrow('canary');
  });

  test('has the hosts and origins of callers, as clients write them', () => {
    expect(
      readConfig({
        ALLOWED_HOSTS: ' facet.example ,[fd00::7]:8443,, fd00::8',
        CORS_ORIGINS: 'HTTPS://App.Example:443, http://localhost:3000,capacitor://localhost',
        REQUEST_TIMEOUT_MS: '1500',
      }),
    ).toMatchObject({
      allowedHosts: ['facet.example', '[fd00::7]:8443', 'fd00::8'],
      corsOrigins: ['https://app.example', 'http://localhost:3000', 'capacitor://localhost'],
      requestTimeoutMs: 1500,
    });
  });

  test('of .env.example is the default one', () => {
    expect(JSON.stringify(readConfig(parseEnv(example)))).toBe(JSON.stringify(readConfig({})));
  });
});
