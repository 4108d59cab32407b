import type { BackendModule } from '../backend.ts';
import { connectEmeritus } from './adapter.ts';
import { settings } from './config.ts';

export const emeritus: BackendModule<typeof settings> = {
  name: 'EMERITUS',
  document: new URL('./openapi.json', import.meta.url),
  settings,
  url: ({ EMERITUS_URL }) => EMERITUS_URL,
  binding: { EMERITUS_URL: 'address', EMERITUS_APP_ID: 'tenant', EMERITUS_CORP_ID: 'tenant' },
  connect: connectEmeritus,
};
