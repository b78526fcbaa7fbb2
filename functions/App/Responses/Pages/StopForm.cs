namespace Followup.Responses.Pages;

public static class StopForm
{
    /// <summary>A program's id, or one of these (which are no ids: those have no capital letters).</summary>
    public const string WhatField = "what", All = "ALL", Nothing = "NOTHING";
}
