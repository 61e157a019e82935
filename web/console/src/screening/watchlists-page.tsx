/** Lists of key persons and the people they match. */
import { UploadOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Tabs } from "antd";
import { useState } from "react";

import { useFilters } from "../list/filters";
import { Page } from "../shell/page";
import { PurposeBanner } from "../shell/purpose-banner";
import { Hits } from "./hits";
import { WatchlistImport } from "./watchlist-import";
import { Watchlists } from "./watchlists";
import { screeningWords } from "./words";

export default function WatchlistsPage() {
  const say = screeningWords.useWords();
  const queries = useQueryClient();
  const { filters, change } = useFilters("tab");
  const [importing, setImporting] = useState(false);
  const refresh = () => {
    for (const key of ["watchlists", "hits", "overview", "alerts"]) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  };
  return (
    <Page
      title={say("title")}
      lead={say("lead")}
      actions={
        <Button type="primary" icon={<UploadOutlined />} onClick={() => setImporting(true)}>
          {say("import")}
        </Button>
      }
    >
      <PurposeBanner />
      <Tabs
        activeKey={filters.tab === "hits" ? "hits" : "lists"}
        onChange={(tab) => change({ tab: tab === "hits" ? tab : undefined })}
        items={[
          {
            key: "lists",
            label: say("lists"),
            children: <Watchlists onChanged={refresh} onImport={() => setImporting(true)} />,
          },
          { key: "hits", label: say("hits"), children: <Hits /> },
        ]}
      />
      <WatchlistImport open={importing} onClose={() => setImporting(false)} onTaken={refresh} />
    </Page>
  );
}
