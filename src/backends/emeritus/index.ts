import type { BackendModule } from '../backend.ts';
import { connectEmeritus } from './adapter.ts';
import { settings } from './config.ts';

export const emeritus: BackendModule<typeof settings> = {
  name: 'EMERITUS',
  settings,
  url: ({ EMERITUS_URL }) => EMERITUS_URL,
  connect: connectEmeritus,
};
