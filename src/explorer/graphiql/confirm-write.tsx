import { useEffect, useRef } from 'react';
import { Store, useStore } from '../api/store.ts';
import type { WriteQuestion } from './write-question.ts';

interface Pending extends WriteQuestion {
  readonly answer: (isWanted: boolean) => void;
}

const pending = new Store<Pending | null>(null);

/** Shows the dialog; whether the write is wanted. */
export const confirmWrite = (question: WriteQuestion): Promise<boolean> =>
  new Promise((resolve) => {
    pending.get()?.answer(false);
    pending.set({
      ...question,
      answer: (isWanted) => {
        pending.set(null);
        resolve(isWanted);
      },
    });
  });

/** Asks before something is written to real backends. Escape says no. */
export function ConfirmWrite() {
  const question = useStore(pending);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (question) dialog.current?.showModal();
    else dialog.current?.close();
  }, [question]);
  return (
    <dialog
      ref={dialog}
      className="facet-dialog"
      aria-labelledby="facet-write-title"
      aria-describedby="facet-write-words"
      onCancel={() => question?.answer(false)}
    >
      {question && <Question {...question} />}
    </dialog>
  );
}

function Question({ mutations, backends, answer }: Pending) {
  return (
    <>
      <h2 id="facet-write-title">Write real data?</h2>
      <div id="facet-write-words">
        <p>
          This is not the sandbox. <Names names={mutations} />{' '}
          {mutations.length === 1 ? 'changes' : 'change'} what is stored
          {backends.length > 0 ? ' at:' : ' in Facet’s registry, and calls no backend.'}
        </p>
        {backends.length > 0 && (
          <ul className="facet-chips">
            {backends.map((backend) => (
              <li key={backend} className="facet-chip">
                {backend}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="facet-dialog-buttons">
        <button type="button" className="facet-button" onClick={() => answer(false)}>
          Cancel
        </button>
        <button
          type="button"
          className="facet-button facet-button-danger"
          onClick={() => answer(true)}
        >
          Write it
        </button>
      </div>
    </>
  );
}

const Names = ({ names }: { readonly names: readonly string[] }) =>
  names.map((name, index) => (
    <span key={name}>
      {index > 0 && ', '}
      <code>{name}</code>
    </span>
  ));
