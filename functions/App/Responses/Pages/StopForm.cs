namespace Followup.Responses.Pages;

public static class StopForm
{
    /// <summary>
    /// The field whose value says which mails stop: a program's id, <see cref="All"/> or <see cref="Nothing"/>. The two are no ids: those
    /// have no capital letters.
    /// </summary>
    public const string WhatField = "what";

    public const string All = "ALL";
    public const string Nothing = "NOTHING";
}
