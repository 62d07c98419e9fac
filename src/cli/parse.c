/* SPDX-License-Identifier: GPL-3.0-or-later
 * Splitting a command line by the descriptors. Options may stand anywhere; `--` ends them; `-`
 * alone is a word. Global options are known to every command.
 */
#include <stdlib.h>
#include <string.h>

#include "cli_int.h"
#include "inwork/app/app.h"
#include "inwork/base/error.h"

const struct command_option global_options[] = {
    {"store", 0, "FILE", "the store; INWORK_STORE otherwise"},
    {"passphrase-fd", 0, "N", "read the passphrase from this descriptor, up to the first newline"},
    {"read-only", 0, NULL, "refuse to write"},
    {"json", 0, NULL, "answer with one JSON object a line"},
    {"plain", 0, NULL, "no headings, colours or alignment: tab-separated columns"},
    {"help", 'h', NULL, "show what a command does"},
    {"version", 0, NULL, "show the version"},
};
const size_t global_option_count = sizeof global_options / sizeof global_options[0];

void parsed_clear(struct parsed *p)
{
    free(p->words);
    free(p->given);
    *p = (struct parsed){0};
}

static const struct command_option *option_in(const struct command_option *options, size_t count,
                                              const char *name, size_t n, char letter)
{
    for (size_t i = 0; i < count; i++)
        if (letter ? options[i].letter == letter
                   : strlen(options[i].name) == n && strncmp(options[i].name, name, n) == 0)
            return &options[i];
    return NULL;
}

static int global_option(struct parsed *p, struct app *app, const struct command_option *option,
                         const char *value, struct error *err)
{
    if (strcmp(option->name, "store") == 0)
        return app_set_store(app, value ? value : "", err);
    if (strcmp(option->name, "passphrase-fd") == 0 && value) {
        size_t digits = strspn(value, "0123456789");
        if (digits == 0 || digits > 6 || value[digits] != '\0')
            return error_set(err, STATUS_USAGE, "--passphrase-fd takes a number, not “%s”", value);
        app->passphrase_fd = (int)strtol(value, NULL, 10);
    }
    if (strcmp(option->name, "read-only") == 0)
        app->read_only = true;
    if (strcmp(option->name, "json") == 0)
        app->json = true;
    if (strcmp(option->name, "plain") == 0)
        app->plain = true;
    if (strcmp(option->name, "help") == 0)
        p->help = true;
    if (strcmp(option->name, "version") == 0)
        p->version = true;
    return 0;
}

static int usage_hint(const struct command *command, struct error *err)
{
    if (!command)
        return error_hint(err, "“inwork --help” lists commands and options.");
    return error_hint(err, "“inwork %s --help” lists its options.", command->name);
}

struct cursor {
    char **argv;
    int argc;
    int at;
};

/* One option at the cursor: `--name`, `--name=value`, `--name value`, `-x`, `-xvalue`, `-x value`.
 */
static int take_option(struct parsed *p, struct app *app, struct cursor *c, struct error *err)
{
    const char *text = c->argv[c->at];
    bool long_name = text[1] == '-';
    const char *name = text + (long_name ? 2 : 1);
    size_t n = long_name ? strcspn(name, "=") : 1;
    char letter = '\0';
    if (!long_name)
        letter = name[0];
    const struct command_option *option = NULL;
    bool global = false;
    if (p->command)
        option = option_in(p->command->options, p->command->option_count, name, n, letter);
    if (!option) {
        option = option_in(global_options, global_option_count, name, n, letter);
        global = option != NULL;
    }
    if (!option) {
        (void)error_set(err, STATUS_USAGE, "there is no option “%.*s”%s%s",
                        (int)(name - text + (long)n), text, p->command ? " for inwork " : "",
                        p->command ? p->command->name : "");
        return usage_hint(p->command, err);
    }
    const char *value = NULL;
    if (name[n] != '\0')
        value = long_name ? name + n + 1 : name + n;
    if (!option->value && value) {
        (void)error_set(err, STATUS_USAGE, "--%s takes no value", option->name);
        return usage_hint(p->command, err);
    }
    if (option->value && !value) {
        if (c->at + 1 >= c->argc) {
            (void)error_set(err, STATUS_USAGE, "--%s needs a value, %s", option->name,
                            option->value);
            return usage_hint(p->command, err);
        }
        value = c->argv[++c->at];
    }
    if (global)
        return global_option(p, app, option, value, err);
    p->given[p->given_count++] = (struct command_given){option, value};
    return 0;
}

/* The command is known only when its one or two words are: find them first, past the global
 * options, so that options before the second word are understood too. */
static const struct command *look_ahead(struct cursor c, size_t *used)
{
    const char *words[2] = {NULL, NULL};
    size_t count = 0;
    for (; c.at < c.argc && count < 2; c.at++) {
        const char *text = c.argv[c.at];
        if (strcmp(text, "--") == 0)
            break;
        if (text[0] != '-' || text[1] == '\0') {
            words[count++] = text;
            continue;
        }
        size_t n = strcspn(text + 2, "=");
        const struct command_option *option =
            text[1] == '-' ? option_in(global_options, global_option_count, text + 2, n, 0) : NULL;
        if (option && option->value && text[2 + n] == '\0')
            c.at++;
    }
    return command_named(words, count, used);
}

static int unknown_command(const struct parsed *p, struct error *err)
{
    const char *word = p->words[0];
    struct buf group = BUF_ZERO;
    size_t n = strlen(word);
    for (size_t i = 0; commands[i]; i++)
        if (strncmp(commands[i]->name, word, n) == 0 && commands[i]->name[n] == ' ')
            buf_printf(&group, "%s%s", group.len ? ", " : "", commands[i]->name + n + 1);
    if (group.len > 0) {
        if (p->word_count > 1)
            (void)error_set(err, STATUS_USAGE, "there is no command “%s %s”", word, p->words[1]);
        else
            (void)error_set(err, STATUS_USAGE, "“inwork %s” needs a second word", word);
        (void)error_hint(err, "After “%s” comes one of: %s.", word, buf_text(&group));
    } else {
        (void)error_set(err, STATUS_USAGE, "there is no command “%s”", word);
        (void)usage_hint(NULL, err);
    }
    buf_free(&group);
    return -STATUS_USAGE;
}

/* “inwork help COMMAND”, which everybody tries. */
static int help_words(struct parsed *p, struct error *err)
{
    size_t used = 0;
    p->help = true;
    p->word_count--;
    memmove(p->words, p->words + 1, p->word_count * sizeof *p->words);
    if (p->word_count == 0)
        return 0;
    p->command = command_named(p->words, p->word_count < 2 ? p->word_count : 2, &used);
    return p->command ? 0 : unknown_command(p, err);
}

int parse_arguments(struct parsed *out, struct app *app, int argc, char **argv, struct error *err)
{
    size_t room = (size_t)argc + 1;
    *out = (struct parsed){
        .words = calloc(room, sizeof *out->words),
        .given = calloc(room, sizeof *out->given),
    };
    if (!out->words || !out->given)
        return error_memory(err);
    struct cursor c = {argv, argc, 1};
    size_t used = 0;
    out->command = look_ahead(c, &used);
    bool options = true;
    for (; c.at < argc; c.at++) {
        const char *text = argv[c.at];
        if (options && strcmp(text, "--") == 0) {
            options = false;
        } else if (options && text[0] == '-' && text[1] != '\0') {
            int status = take_option(out, app, &c, err);
            if (status < 0)
                return status;
        } else if (used > 0) {
            used--;
        } else {
            out->words[out->word_count++] = text;
        }
    }
    if (!out->command && out->word_count > 0)
        return strcmp(out->words[0], "help") == 0 ? help_words(out, err)
                                                  : unknown_command(out, err);
    return 0;
}
