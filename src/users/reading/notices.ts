import type { Backend, ErrorCode } from '#schema';
import type { LoadedAccount } from './loaded-account.ts';
import { fieldWarnings } from './field-warnings.ts';
import type { UnifiedField } from '../fields/unified-fields.ts';
import type { MergedField } from './merge-field.ts';
import { plannedAccounts } from './read-scheduler.ts';
import type { AccountPlan, UserQueryPlan } from './query-plan.ts';
import { remarkWords } from './remark-words.ts';
import { noRecord } from './warning.ts';
import type { Words } from './warning.ts';

/** What went wrong or stood in for a selected field of a person: what `errors` and `extensions.warnings` say, as data. */
export interface Notice {
  /** The unified field, or the account's field. */
  readonly field: string;
  readonly backend: Backend;
  readonly code: ErrorCode;
  readonly message: string;
}

/** Those of one unified field: every source that failed, also where no other had a value. */
export function fieldNotices({ name }: UnifiedField, merged: MergedField): readonly Notice[] {
  const notices = merged.remarks.flatMap((remark) =>
    remarkWords(remark, merged).map((words) => noticeOf(words, name, remark.source.adapter.name)),
  );
  return different(notices);
}

/** Those of the selected fields of a person's accounts. */
export function accountNotices(
  plan: UserQueryPlan,
  loadedAccounts: readonly LoadedAccount[],
): readonly Notice[] {
  const notices = [...plannedAccounts(plan, loadedAccounts)].flatMap(({ loaded, account }) =>
    propertyNotices(loaded, account).concat(mainReadNotices(loaded, account)),
  );
  return different(notices);
}

function propertyNotices(loaded: LoadedAccount, { properties }: AccountPlan): readonly Notice[] {
  const { name: backend, joinedFields } = loaded.adapter;
  const joined = Object.entries(joinedFields).filter(([, parts]) =>
    parts.every((part) => properties.has(part)),
  );
  const parts = new Set(joined.flatMap(([, names]) => names));
  const alone = [...properties].filter((name) => !parts.has(name));
  return [...joined.map(([name]) => name), ...alone].flatMap((field) => {
    const warnings = fieldWarnings(loaded, field, []);
    const words =
      warnings.length > 0 ? warnings : failureWords(loaded, joinedFields[field] ?? [field]);
    return words.map((one) => noticeOf(one, field, backend));
  });
}

/** Where all of a field failed it is an error, and no warning. */
const failureWords = (loaded: LoadedAccount, properties: readonly string[]): readonly Words[] =>
  properties.flatMap((property) => {
    const state = loaded.property(property);
    return state.kind === 'failed' ? [state.error] : [];
  });

function mainReadNotices(loaded: LoadedAccount, { ofMainRead }: AccountPlan): readonly Notice[] {
  const { name: backend, mainRead } = loaded.adapter;
  const reading = ofMainRead.size > 0 ? loaded.reading(mainRead) : null;
  const words = reading?.kind === 'failed' ? reading.error : null;
  const told = reading?.kind === 'unconfigured' ? noRecord(backend) : words;
  return told ? [...ofMainRead].map((field) => noticeOf(told, field, backend)) : [];
}

const noticeOf = ({ code, message }: Words, field: string, backend: Backend): Notice => ({
  field,
  backend,
  code,
  message,
});

/** One source may supply a field in several ways, and one account be selected under several names. */
const different = (notices: readonly Notice[]): readonly Notice[] => [
  ...new Map(notices.map((notice) => [JSON.stringify(notice), notice])).values(),
];
