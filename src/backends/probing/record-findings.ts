import { INVALID } from '#normalise';
import type { WireRecord } from '#normalise';
import type { BackendAdapter } from '../backend.ts';
import type { Drift } from '../http/drift.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

/** How a record differs from the vendor's document, and which of its values mean nothing; no value is told. */
export function recordFindings(
  { fields, mainRead }: Pick<BackendAdapter, 'fields' | 'mainRead'>,
  record: WireRecord,
  drifts: readonly Drift[],
): readonly Finding[] {
  const invalid = Object.values(fields).flatMap(
    ({ operation, backendField, raw, normalise, hint }) =>
      operation === mainRead && normalise(raw(record), record) === INVALID
        ? [
            finding(
              'shape',
              'warning',
              `Its \`${backendField}\` means nothing to Facet.`,
              hint ?? null,
            ),
          ]
        : [],
  );
  const unknown = drifts.map(({ what }) =>
    finding('shape', 'warning', `Its record is not as documented: ${what}.`),
  );
  const findings = [...invalid, ...unknown];
  if (findings.length > 0) return findings;
  return [finding('shape', 'ok', 'A record of an account there is as the document says.')];
}
