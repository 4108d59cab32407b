import type { BackendModule } from '../backend.ts';
import { connectHaptik } from './adapter.ts';
import { settings } from './config.ts';

export const haptik: BackendModule<typeof settings> = {
  name: 'HAPTIK',
  document: new URL('./openapi.json', import.meta.url),
  settings,
  url: ({ HAPTIK_URL }) => HAPTIK_URL,
  binding: { HAPTIK_URL: 'address', HAPTIK_CLIENT_ID: 'tenant' },
  connect: connectHaptik,
};
