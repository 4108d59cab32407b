import type { BackendModule } from '../backend.ts';
import { connectHaptikTract } from './adapter.ts';
import { settings } from './config.ts';
import { createUserHook } from './hook.ts';

export const haptikTract: BackendModule<typeof settings> = {
  name: 'HAPTIK_TRACT',
  document: new URL('./openapi.json', import.meta.url),
  settings,
  // The hook alone is enough to write: its calls name their whole URL.
  url: ({ HAPTIK_TRACT_URL, HAPTIK_TRACT_CREATE_USER_HOOK }) =>
    HAPTIK_TRACT_URL ?? HAPTIK_TRACT_CREATE_USER_HOOK,
  binding: { HAPTIK_TRACT_URL: 'address', HAPTIK_TRACT_CREATE_USER_HOOK: 'hook' },
  connect: connectHaptikTract,
  hook: ({ HAPTIK_HOOK_SECRET: secret }) => (secret ? createUserHook(secret) : null),
};
