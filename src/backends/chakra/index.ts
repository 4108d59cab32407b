import type { BackendModule } from '../backend.ts';
import { connectChakra } from './adapter.ts';
import { settings } from './config.ts';

export const chakra: BackendModule<typeof settings> = {
  name: 'CHAKRA',
  document: new URL('./openapi.json', import.meta.url),
  settings,
  url: ({ CHAKRA_URL }) => CHAKRA_URL,
  binding: { CHAKRA_URL: 'address' },
  connect: connectChakra,
};
