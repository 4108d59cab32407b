/** One instruction of a Dockerfile, with its arguments as they stand there. */
export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** A stage: what it is called and what it does after its `FROM`. */
export interface Stage {
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
}

/** The stages of a Dockerfile, as far as ours goes: a line is an instruction, `#` begins a comment. */
export function stagesOf(text: string): readonly Stage[] {
  const stages: { name: string | null; instructions: Instruction[] }[] = [];
  for (const line of text.replaceAll(/\\\n\s*/g, ' ').split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM')
      stages.push({ name: / AS (\S+)$/.exec(rest)?.[1] ?? null, instructions: [] });
    else stages.at(-1)?.instructions.push({ name, rest });
  }
  return stages;
}

/** The arguments of all instructions of a name. */
export const all = ({ instructions }: Stage, name: string): readonly string[] =>
  instructions.filter((one) => one.name === name).map(({ rest }) => rest);

/** What an instruction in its JSON form runs. */
export const execForm = (rest: string): readonly string[] =>
  JSON.parse(rest.slice(rest.indexOf('[')));
