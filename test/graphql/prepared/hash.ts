/** What a place comes to: the same number for the same text. */
export const hash = (text: string): number => {
  let sum = 2_166_136_261;
  for (const character of text) sum = Math.imul(sum ^ character.charCodeAt(0), 16_777_619);
  return sum >>> 0;
};
