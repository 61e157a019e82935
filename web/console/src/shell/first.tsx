/** The beginning: each role has its own. */
import { Navigate } from "react-router";

import { useMe } from "../account/me";
import { firstPage } from "./navigation";

export function First() {
  return <Navigate to={firstPage(useMe())} replace />;
}
