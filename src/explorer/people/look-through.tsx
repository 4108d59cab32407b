import { useEffect, useRef, useState } from 'react';
import { type Contact, type Progress, lookThrough } from './contacts.ts';
import { MatchList } from './matches.tsx';

interface LookThroughProps {
  readonly contact: Contact;
  /** Where it costs real backends nothing. */
  readonly startsAtOnce: boolean;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** Looks for an address or number among the people who are known, since no look-up takes one. */
export function LookThrough({ contact, startsAtOnce, chosen, onChoose }: LookThroughProps) {
  const { progress, start, stop } = useLookThrough(contact);
  useEffect(() => {
    if (startsAtOnce) start();
  }, []);
  useEffect(() => {
    const [first] = progress?.matches ?? [];
    if (first && chosen === null) onChoose(first.id);
  }, [progress, chosen, onChoose]);
  if (!progress) {
    return (
      <div className="facet-notice">
        <p>
          Backends take no {contact.kind === 'email' ? 'e-mail address' : 'telephone number'} in a
          look-up. Facet can look through everybody it knows: that reads each person at the real
          backends, page by page.
        </p>
        <button type="button" className="facet-button" onClick={start}>
          Look through everybody
        </button>
      </div>
    );
  }
  return (
    <>
      <p className="facet-hint">
        {words(progress)}{' '}
        {progress.end === null && (
          <button type="button" className="facet-link" onClick={stop}>
            Stop
          </button>
        )}
      </p>
      {progress.matches.length > 1 && (
        <MatchList matches={progress.matches} chosen={chosen} onChoose={onChoose} />
      )}
    </>
  );
}

function words({ looked, matches, end }: Progress): string {
  if (end !== null && typeof end === 'object') return end.problem;
  const found = matches.length === 0 ? 'nobody has it' : `${matches.length} with it`;
  return `${end === null ? 'Looking' : 'Looked'} through ${looked} people: ${found}${end === null ? ' so far …' : '.'}`;
}

function useLookThrough(contact: Contact) {
  const [progress, setProgress] = useState<Progress | null>(null);
  const running = useRef<AbortController>(null);
  const start = (): void => {
    const controller = new AbortController();
    running.current = controller;
    setProgress({ looked: 0, matches: [], end: null });
    const follow = async (): Promise<void> => {
      for await (const next of lookThrough(contact, controller.signal)) {
        if (running.current === controller) setProgress(next);
      }
    };
    void follow();
  };
  const stop = (): void => running.current?.abort();
  useEffect(() => stop, []);
  return { progress, start, stop };
}
