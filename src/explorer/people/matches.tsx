import type { Found } from './find.ts';
import type { Match } from './match.ts';

interface MatchesProps {
  readonly found: Found;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** Who was found: nobody, one person, or several to choose from. */
export function Matches({ found: { matches, problems }, chosen, onChoose }: MatchesProps) {
  if (problems.length > 0) {
    return problems.map((problem) => (
      <p key={problem} className="facet-problem">
        {problem}
      </p>
    ));
  }
  const [only] = matches;
  if (!only) {
    return (
      <p className="facet-notice">
        Nobody is known by this. Backends that can be read were asked where it could be theirs; a
        HAPTIK or VOLT_MX id is known only when Facet wrote it or somebody linked it.
      </p>
    );
  }
  if (matches.length === 1) return <p className="facet-hint">Found as: {only.label}.</p>;
  return (
    <>
      <p>{matches.length} people are known by this, each as something else:</p>
      <MatchList matches={matches} chosen={chosen} onChoose={onChoose} />
    </>
  );
}

interface MatchListProps {
  readonly matches: readonly Match[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

export const MatchList = ({ matches, chosen, onChoose }: MatchListProps) => (
  <ul className="facet-matches">
    {matches.map(({ id, label }) => (
      <li key={id}>
        <button
          type="button"
          className="facet-button"
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
        >
          {label}: <code>{id}</code>
        </button>
      </li>
    ))}
  </ul>
);
