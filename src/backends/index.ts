import { chakra } from './chakra/index.ts';
import { emeritus } from './emeritus/index.ts';
import { haptikTract } from './haptik-tract/index.ts';
import { haptik } from './haptik/index.ts';
import { known } from './known-backend.ts';
import type { KnownBackend } from './known-backend.ts';
import { voltMx } from './volt-mx/index.ts';

/** Every backend there is, in the order of the `Backend` enum. A sixth one is one more line here. */
export const backends: readonly KnownBackend[] = [
  known(haptikTract),
  known(haptik),
  known(chakra),
  known(voltMx),
  known(emeritus),
];
