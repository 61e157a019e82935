/** Choosing a town and a site, for those who have more than one. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useId, useState, type ReactNode } from "react";
import { Link } from "react-router";

import { api, taken } from "@sitewarden/kit/api";

import { useMe } from "../account/me";
import { FilterBar } from "../list/filter-fields";
import { Empty } from "../shell/empty";
import { useScope } from "./scope";
import { TownField } from "./town-field";
import { scopeWords } from "./words";

/** The fields alone, to stand among a list's other filters; where one site must be chosen, they ask for it. */
export function ScopeFields({ one = false }: { one?: boolean }) {
  const say = scopeWords.useWords();
  const me = useMe();
  const { scope, change, fixed } = useScope();
  if (fixed) return null;
  return (
    <>
      {(me.role === "district" || me.role === "system_administrator") && (
        <TownField value={scope.town} onChange={(town) => change({ town, site: undefined })} />
      )}
      <SiteField
        town={scope.town}
        value={scope.site}
        placeholder={say(one ? "oneSite" : "allSites")}
        onChange={(site) => change({ site })}
      />
    </>
  );
}

interface SiteFieldProps {
  town: string | undefined;
  value: string | undefined;
  placeholder: string;
  onChange: (site: string | undefined) => void;
}

function SiteField({ town, value, placeholder, onChange }: SiteFieldProps) {
  const say = scopeWords.useWords();
  const id = useId();
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const query = { limit: 50, ...(town && { town }), ...(q && { q }) };
  const sites = useQuery({
    queryKey: ["sites", "choice", query],
    queryFn: () => taken(api.GET("/sites", { params: { query } })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const options = (sites.data?.items ?? []).map((site) => ({ value: site.id, label: site.name }));
  const known = options.some((option) => option.value === value);
  const chosen = useQuery({
    queryKey: ["site", value],
    queryFn: () => taken(api.GET("/sites/{site}", { params: { path: { site: value ?? "" } } })),
    enabled: value !== undefined && !known,
  });
  if (value !== undefined && !known) options.unshift({ value, label: chosen.data?.name ?? "…" });
  return (
    <div className="filter filter-site">
      <label htmlFor={id}>{say("site")}</label>
      <Select
        id={id}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        allowClear
        value={value}
        placeholder={placeholder}
        options={options}
        loading={sites.isFetching}
        notFoundContent={say("noSite")}
        onChange={(next?: string) => onChange(next)}
        onClear={() => onChange(undefined)}
      />
    </div>
  );
}

export interface WithSiteProps {
  children: (site: string) => ReactNode;
  /** What the page shows until then, where it has more to offer than the choice. */
  without?: ReactNode;
}

/** Shows `children` once a site is chosen; until then asks for one. */
export function WithSite({ children, without }: WithSiteProps) {
  const say = scopeWords.useWords();
  const { site, fixed } = useScope();
  return (
    <>
      {!fixed && (
        <FilterBar>
          <ScopeFields one />
        </FilterBar>
      )}
      {site === undefined ? (
        (without ?? (
          <Empty title={say("chooseSite")}>
            <p className="soft">{say("chooseSiteHint")}</p>
            <Link to="/sites">{say("lookAtSites")}</Link>
          </Empty>
        ))
      ) : (
        children(site)
      )}
    </>
  );
}
