/** What choosing a town and a site says, in Chinese. */
export const zh = {
  town: "镇街",
  community: "社区（村）",
  communityHint: "可以打名字里的字来找",
  noDivision: "没有这个名字",
  listFailed: "名单没能打开，请连上网络再试",
  site: "场所",
  allTowns: "全部镇街",
  allSites: "全部场所",
  chooseSite: "先选一个场所",
  chooseSiteHint: "选好以后，这里就显示它的内容。",
  oneSite: "选一个场所",
  lookAtSites: "看场所一览",
  noSite: "没有这个名字的场所",
} as const;
