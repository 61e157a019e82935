/** Where one person's answer is kept. */
export const personKey = (person: string) => ["person", person] as const;
