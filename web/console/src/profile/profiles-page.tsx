/** The diseases there is a profile of: in force, prepared, stood down. */
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";

import { api, taken, type ProfileSummary } from "@sitewarden/kit/api";
import { day } from "@sitewarden/kit/format";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";

import { useMe } from "../account/me";
import { Rows, type Column } from "../list/rows";
import { Empty } from "../shell/empty";
import { Page } from "../shell/page";
import { ProfileMark } from "./profile-mark";
import { profileWords } from "./words";
import "./profile.css";

export default function ProfilesPage() {
  const say = profileWords.useWords();
  const language = useLanguage();
  const navigate = useNavigate();
  const mayChange = useMe().role === "district";
  const list = useQuery({ queryKey: ["profiles"], queryFn: () => taken(api.GET("/profiles")) });
  const columns: Column<ProfileSummary>[] = [
    {
      key: "name",
      head: say("disease"),
      brief: true,
      cell: (row) => <Link to={`/profiles/${row.code}`}>{spoken(row.words, language)}</Link>,
    },
    { key: "state", head: say("state"), brief: true, tight: true, cell: (row) => <ProfileMark state={row.state} /> },
    { key: "spread", head: say("spread"), cell: (row) => say(row.spread) },
    {
      key: "since",
      head: say("since"),
      cell: (row) => <span className="digits">{since(row, say)}</span>,
    },
  ];
  return (
    <Page
      title={say("title")}
      lead={say("lead")}
      actions={
        mayChange && (
          <Button icon={<PlusOutlined />} onClick={() => void navigate("/profiles/+")}>
            {say("addDisease")}
          </Button>
        )
      }
    >
      <section className="card" aria-label={say("title")}>
        <Rows
          label={say("title")}
          columns={columns}
          id={(row) => row.code}
          plain
          list={{
            items: list.data ?? [],
            loading: list.isPending,
            stale: false,
            thrown: list.error,
            hasMore: false,
            loadingMore: false,
            more: () => {},
            retry: () => void list.refetch(),
          }}
          empty={<Empty title={say("empty")} />}
        />
      </section>
    </Page>
  );
}

function since(row: ProfileSummary, say: ReturnType<typeof profileWords.useWords>): string {
  if (row.state === "prepared") return say("notInForce");
  if (row.stood_down != null) return say("keptUntil", { day: day(row.stood_down.retained_until) });
  return `${day(row.from)} · ${say("version", { n: row.version })}`;
}
