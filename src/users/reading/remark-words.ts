import type { MergedField, Remark } from './merge-field.ts';
import { notConfigured, passedOver, shortfallWords } from './warning.ts';
import type { Words } from './warning.ts';

/** What a remark on a field says in words. */
export function remarkWords(
  { source, ...remark }: Remark,
  { error }: Pick<MergedField, 'error'>,
): readonly Words[] {
  const backend = source.adapter.name;
  switch (remark.kind) {
    case 'failed': {
      const { code, message } = remark.error;
      return [{ code, message: error ? message : `${message} Another source stood in.` }];
    }
    case 'invalid':
      return [passedOver(backend, source.field)];
    case 'unconfigured':
      return [notConfigured(backend, source.field)];
    case 'shortfall':
      return shortfallWords(backend, source.field, remark.shortfall);
  }
}
