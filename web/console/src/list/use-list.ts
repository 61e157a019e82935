/** A list from the platform, page after page by its own marker, never by count. */
import { keepPreviousData, useInfiniteQuery, type QueryKey } from "@tanstack/react-query";

/** One page as the platform sends it. */
export interface ListPage<T> {
  items: T[];
  next?: string | null | undefined;
}

/** A list as pages show it. */
export interface List<T> {
  items: T[];
  /** The first page is not there yet. */
  loading: boolean;
  /** Other filters are being asked for; what is shown is the old answer. */
  stale: boolean;
  /** Why the last question failed. */
  thrown: unknown;
  hasMore: boolean;
  loadingMore: boolean;
  more: () => void;
  retry: () => void;
}

export function useList<T>(
  key: QueryKey,
  page: (after: string | undefined) => Promise<ListPage<T>>,
  options: { enabled?: boolean } = {},
): List<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => page(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    ...options,
  });
  return {
    items: query.data?.pages.flatMap((one) => one.items) ?? [],
    loading: query.isPending && query.fetchStatus !== "idle",
    stale: query.isPlaceholderData,
    thrown: query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    retry: () => void (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch()),
  };
}
