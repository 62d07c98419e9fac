/* SPDX-License-Identifier: GPL-3.0-or-later
 * One keystroke of search as you type, over the imported employers and 100,000 notes.
 *
 *   bench_search NAMES WORKDIR      the store is $INWORK_STORE
 *
 * Words are typed letter by letter; every keystroke is one whole query of fifty rows, as the screen
 * asks it. The worst prefixes are typed too. The peer is a 60 Hz frame.
 */
#include "bench.h"

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/entry.h"
#include "inwork/store/search.h"
#include "inwork/store/store.h"

#define NOTES 100000

static int count_row(const struct title_row *row, void *payload, struct error *err)
{
    (void)row;
    (void)err;
    ++*(int *)payload;
    return 0;
}

static int add_notes(struct store *s, struct error *err)
{
    static const char *const words[] = {"visit", "library", "listened",  "manager", "interview",
                                        "bus",   "morning", "confident", "letter",  "lift",
                                        "lunch", "limited", "list",      "live",    "shift"};
    int code = store_begin(s, err);
    for (int i = 0; code == 0 && i < NOTES; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "%s %s %s invented note %d", words[i % 15],
                       words[i / 15 % 15], words[i / 225 % 15], i);
        struct value v = {0};
        code = value_set_text(&v, text, strlen(text), err);
        struct assignment set = {.field = "done", .to = &v};
        struct change change = {.kind = "note", .set = &set, .count = 1};
        if (code == 0)
            code = store_save(s, &change, NULL, NULL, err);
        value_clear(&v);
    }
    if (code == 0)
        return store_commit(s, err);
    store_rollback(s);
    return code;
}

int main(int argc, char **argv)
{
    static const char *const typed[] = {"tesco",    "limited", "lister",     "sainsbury's",
                                        "the",      "care",    "interview",  "library manager",
                                        "and sons", "co",      "lighthouse", "st mary"};
    static double times[2000];
    struct error err = {0};
    struct bench b = {0};
    size_t n = 0;
    (void)argc;
    (void)argv;
    int code = bench_open(&b, &err);
    if (code == 0)
        code = add_notes(b.store, &err);
    for (int round = 0; code == 0 && round < 3; round++) {
        for (size_t w = 0; code == 0 && w < sizeof typed / sizeof typed[0]; w++) {
            size_t len = strlen(typed[w]);
            for (size_t k = 1; code == 0 && k <= len && n < 2000; k++) {
                char prefix[64];
                (void)snprintf(prefix, sizeof prefix, "%.*s", (int)k, typed[w]);
                struct search_request request = {.words = prefix, .limit = 50};
                struct buf corrected = BUF_ZERO;
                int rows = 0;
                double began = bench_ms();
                code = store_search(b.store, &request, &corrected, count_row, &rows, &err);
                times[n++] = bench_ms() - began;
                if (code == -STATUS_NO)
                    code = 0;
                buf_free(&corrected);
            }
        }
    }
    if (code == 0) {
        bench_sort(times, n);
        double p99 = times[n * 99 / 100];
        printf("%-34s %12.2fms %14s %8.2f   p99 <= 16 ms, a 60 Hz frame; median %.2f, worst %.2f\n",
               "one keystroke of search", p99, "16.67ms", p99 / 16.67, times[n / 2], times[n - 1]);
    } else {
        (void)fprintf(stderr, "bench_search: %s\n", err.message);
    }
    bench_close(&b);
    return code == 0 ? 0 : 1;
}
