/** What every list says, in Chinese. */
export const zh = {
  more: "再看一些",
  shown: "已显示 {n} 条",
  end: "就这些了",
  keptFilters: "筛选条件都还在。",
  keptList: "筛选条件和已经显示的都还在。",
  clearFilters: "去掉筛选",
  nothing: "没有找到",
  nothingHint: "换个条件再看看。",
  all: "全部",
  columns: "选列",
  filters: "筛选",
  filtersSet: "筛选（{n}）",
} as const;
