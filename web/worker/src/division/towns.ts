/**
 * The towns of a county, asked of the platform when someone wants to be that exact. They are too many to bring along;
 * without a line a place is said by its county.
 */
import { api, taken } from "@sitewarden/kit/api";
import { useEffect, useState } from "react";

export interface Town {
  /** 9 digits. */
  code: string;
  name: string;
}

const asked = new Map<string, Promise<Town[]>>();

/** The towns of a county, asked for once. A failed question is asked again by the next call. */
export function loadTowns(county: string): Promise<Town[]> {
  const known = asked.get(county);
  if (known) return known;
  const answer = taken(api.GET("/divisions/{code}", { params: { path: { code: county } } })).then((level) => level.children);
  asked.set(county, answer);
  answer.catch(() => asked.delete(county));
  return answer;
}

interface Towns {
  towns: Town[] | null;
  failed: boolean;
  again(): void;
}

/** The towns of a county; of none for an empty code. */
export function useTowns(county: string): Towns {
  const [got, setGot] = useState<{ county: string; towns: Town[] | null }>({ county: "", towns: null });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (county === "") return;
    let current = true;
    loadTowns(county).then(
      (towns) => current && setGot({ county, towns }),
      () => current && setGot({ county, towns: null }),
    );
    return () => {
      current = false;
    };
  }, [county, round]);
  const answered = got.county === county && county !== "";
  return {
    towns: answered ? got.towns : null,
    failed: answered && got.towns === null,
    again() {
      setGot({ county: "", towns: null });
      setRound((count) => count + 1);
    },
  };
}

/** The name of a town by its code: none while it is asked for, without a line, and for what is no town. */
export function useTownName(code: string): string | undefined {
  const { towns } = useTowns(code.length === 9 ? code.slice(0, 6) : "");
  return towns?.find((town) => town.code === code)?.name;
}
