import type { BackendModule } from '../backend.ts';
import { connectVoltMx } from './adapter.ts';
import { settings } from './config.ts';

export const voltMx: BackendModule<typeof settings> = {
  name: 'VOLT_MX',
  document: new URL('./openapi.json', import.meta.url),
  settings,
  url: ({ VOLT_MX_URL }) => VOLT_MX_URL,
  binding: { VOLT_MX_URL: 'address' },
  connect: connectVoltMx,
};
