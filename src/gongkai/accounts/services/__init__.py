"""What can be done with accounts, posts and terms: each function is one act with one entry."""

from gongkai.accounts.services.entrance import (
    change_password,
    end_other_sessions,
    lock_out,
    renew_recovery_codes,
    sign_in,
    sign_in_failed,
    sign_out,
    two_steps_off,
    two_steps_on,
)
from gongkai.accounts.services.founding import Founder, install_officers
from gongkai.accounts.services.people import (
    close_account,
    create_person,
    edit_person,
    reopen_account,
    reset_password,
    unlock,
)
from gongkai.accounts.services.posts import appoint, close_post, create_post, delegate, end_term

__all__ = [
    "Founder",
    "appoint",
    "change_password",
    "close_account",
    "close_post",
    "create_person",
    "create_post",
    "delegate",
    "edit_person",
    "end_other_sessions",
    "end_term",
    "install_officers",
    "lock_out",
    "renew_recovery_codes",
    "reopen_account",
    "reset_password",
    "sign_in",
    "sign_in_failed",
    "sign_out",
    "two_steps_off",
    "two_steps_on",
    "unlock",
]
