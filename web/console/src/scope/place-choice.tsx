/** Choosing a town or a site as a field of a form. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useDeferredValue, useState } from "react";

import { api, taken } from "@sitewarden/kit/api";

import { useRequired } from "../form/adding-drawer";
import { useTowns } from "./towns";
import { scopeWords } from "./words";

/** The field `town`: a town's code. */
export function TownChoice() {
  const say = scopeWords.useWords();
  const required = useRequired();
  const towns = useTowns();
  return (
    <Form.Item name="town" label={say("town")} rules={required}>
      <Select loading={towns.isPending} options={(towns.data ?? []).map(({ code, name }) => ({ value: code, label: name }))} />
    </Form.Item>
  );
}

/** The field `site`: a site's id, found by its name. */
export function SiteChoice() {
  const say = scopeWords.useWords();
  const required = useRequired();
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const query = { limit: 50, ...(q && { q }) };
  const sites = useQuery({
    queryKey: ["sites", "choice", query],
    queryFn: () => taken(api.GET("/sites", { params: { query } })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return (
    <Form.Item name="site" label={say("site")} rules={required}>
      <Select
        showSearch={{ filterOption: false, onSearch: setTyped }}
        loading={sites.isFetching}
        options={(sites.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Form.Item>
  );
}
