/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the courier process gives up before it reads a byte from the network: keyrings, other
 * processes' memory, core dumps, unbounded memory. ssh inherits it and needs none of it.
 */
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "child_int.h"
#include "spawn_int.h"

#define MEMORY_MAX (512ul << 20) /* of data; packs are mapped from files and do not count */

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

#ifdef ARCHITECTURE
#define LOAD(member)                                                                               \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, member))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define REFUSE ANSWER(SECCOMP_RET_ERRNO | 1 /* EPERM */)
/* The next instruction is skipped unless the number is this one. */
#define REFUSE_CALL(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(number), 0, 1), REFUSE

static void filter_calls(void)
{
    struct sock_filter program[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
        REFUSE,
        LOAD(nr),
#if defined(__x86_64__)
        /* The x32 numbers would be a way around. */
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1),
        REFUSE,
#endif
        REFUSE_CALL(SYS_keyctl),
        REFUSE_CALL(SYS_add_key),
        REFUSE_CALL(SYS_request_key),
#if !COURIER_SANITIZED /* the leak checker looks at its own process this way */
        REFUSE_CALL(SYS_ptrace),
#endif
        REFUSE_CALL(SYS_process_vm_readv),
        REFUSE_CALL(SYS_process_vm_writev),
        REFUSE_CALL(SYS_kcmp),
        REFUSE_CALL(SYS_bpf),
        REFUSE_CALL(SYS_perf_event_open),
        REFUSE_CALL(SYS_userfaultfd),
#ifdef SYS_pidfd_getfd
        REFUSE_CALL(SYS_pidfd_getfd),
#endif
        ANSWER(SECCOMP_RET_ALLOW),
    };
    struct sock_fprog whole = {
        .len = (unsigned short)(sizeof program / sizeof program[0]),
        .filter = program,
    };
    (void)prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole);
}
#else
static void filter_calls(void)
{
}
#endif

void sandbox_enter(void)
{
    struct rlimit none = {0};
    (void)setrlimit(RLIMIT_CORE, &none);
#if !COURIER_SANITIZED
    struct rlimit memory = {.rlim_cur = MEMORY_MAX, .rlim_max = MEMORY_MAX};
    (void)setrlimit(RLIMIT_DATA, &memory);
#endif
    (void)signal(SIGPIPE, SIG_IGN);
    (void)umask(077);
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
    filter_calls();
}
